// Texts that stand in a file of their own, one a line, beside files of labels.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/files.hpp"
#include "normalize/intake.hpp"

namespace errata::normalize {

class TextLines {
 public:
  explicit TextLines(const InputFile& file);

  // The text of the next record, valid until the next call. Throws InputError where there is none.
  std::string_view next();

  // To be called behind the last record. Throws InputError where there is a further text.
  void finish();

 private:
  const InputFile& file_;
  LineReader lines_;
  std::uint64_t records_ = 0;
};

}  // namespace errata::normalize
