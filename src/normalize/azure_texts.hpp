// The texts behind evaluation results, and the check that they are the ones that were evaluated.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/byte_source.hpp"
#include "model/document.hpp"
#include "normalize/intake.hpp"

namespace errata::normalize {

class AzureTexts {
 public:
  // `intake` outlives it.
  explicit AzureTexts(const Intake& intake);

  bool are_given() const { return !inputs_.texts.empty() || inputs_.texts_folder.has_value(); }

  // The text named by document.id, from the raw folder or below --texts, where it may be packed,
  // into the document, from the encoding of its byte order mark or else of the options; a name that
  // would lead out of the folder is never opened. `length` is what the evaluated text had, in
  // UTF-16 units, or 0 where nothing is known. A byte order mark is dropped unless only the text
  // with it has that length. Empty, or why there is no text (the document is left as it was).
  // Throws InputError for a fetched text that is not what was fetched.
  std::string_view add_text(model::Document& document, std::uint64_t length) const;

 private:
  std::string_view load(const std::string& location, std::string& into) const;

  std::string_view decode(std::unique_ptr<ByteSource> bytes, const std::string& location,
                          std::string& into) const;

  const Inputs& inputs_;
  const std::string& encoding_;
  bool is_utf8_;
};

}  // namespace errata::normalize
