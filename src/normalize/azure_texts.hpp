// The texts behind evaluation results, and the check that they are the ones that were evaluated.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "model/document.hpp"
#include "normalize/intake.hpp"

namespace errata::normalize {

class AzureTexts {
 public:
  explicit AzureTexts(const Inputs& inputs) : inputs_{inputs} {}

  bool are_given() const { return !inputs_.texts.empty() || inputs_.texts_folder.has_value(); }

  // The text named by document.id, from the raw folder or below --texts, where it may be packed,
  // into the document; a name that would lead out of the folder is never opened. `length` is what
  // the evaluated text had, in UTF-16 units, or 0 where nothing is known. A byte order mark is
  // dropped unless only the text with it has that length. Empty, or why there is no text (the
  // document is left as it was). Throws InputError for a fetched text that is not what was fetched.
  std::string_view add_text(model::Document& document, std::uint64_t length) const;

 private:
  std::string_view load(const std::string& location, std::string& into) const;

  const Inputs& inputs_;
};

}  // namespace errata::normalize
