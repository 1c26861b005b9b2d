// The one interface of all input formats.
#pragma once

#include "model/document.hpp"

namespace errata::normalize {

class Reader {
 public:
  virtual ~Reader() = default;

  // The next document that could be read, into the caller's, whose buffers are reused. False at the
  // end. Records that cannot be read go to the intake. Throws InputError where the whole input is
  // at fault.
  virtual bool next(model::Document& document) = 0;
};

}  // namespace errata::normalize
