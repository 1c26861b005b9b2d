#include "normalize/json_document.hpp"

#include <string>

#include "core/error.hpp"
#include "normalize/json_fault.hpp"
#include "normalize/open_input.hpp"
#include "normalize/surrogates.hpp"

namespace errata::normalize {

json::element JsonDocument::parse(std::string_view text, const InputFile& file,
                                  std::string_view what) {
  had_lone_surrogates_ = false;
  broken_.forget();
  json::element root;
  if (parser_.try_parse(text, root))
    return root;
  // both keep the place of every byte before the marks
  const auto paired = replace_lone_surrogates(text);
  had_lone_surrogates_ = paired.has_value();
  const std::string_view better = paired ? std::string_view{*paired} : text;
  const auto marked = broken_.mark(better);
  const std::string_view last = marked ? std::string_view{*marked} : better;
  if (!parser_.try_parse(last, root))
    fail(last, file, what);
  return root;
}

void JsonDocument::fail(std::string_view text, const InputFile& file, std::string_view what) const {
  const auto at = find_json_fault(text);
  if (at)
    if (const auto byte = broken_.in_word_at(text, *at))
      fail_as_no_text(file, *byte);
  throw InputError{place_of_fault(text, what) + ": " + parser_.fault()};
}

void JsonDocument::check_rest(json::element whole, std::span<const json::element> records,
                              const InputFile& file) const {
  if (const auto byte = broken_.outside(whole, records))
    fail_as_no_text(file, *byte);
}

}  // namespace errata::normalize
