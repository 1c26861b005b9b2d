// The door to simdjson: strict reading of JSON that came from outside. This header names simdjson
// types on purpose and is included by .cpp files only.
#pragma once

#include <string>
#include <string_view>

#include <simdjson.h>

namespace errata::json {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

// One document at a time; the element of the last parse dies with the next. One per thread.
class Parser {
 public:
  // The document in `text`, which must be one JSON value of valid UTF-8, nested at most 64 deep,
  // with nothing behind it. Objects keep duplicate keys; see `has_duplicate_keys`.
  // Throws InputError "WHAT: reason" where `what` names the file, page or line.
  element parse(std::string_view text, std::string_view what);

  // As above, but empty on a fault, with its reason in fault(). Never throws.
  bool try_parse(std::string_view text, element& into);

  // The same without a copy: 64 bytes behind `text` must be readable, as LineReader gives them.
  bool try_parse_padded(std::string_view text, element& into);
  const std::string& fault() const { return fault_; }

  // The document that was read last, without a fault.
  element document() const;

 private:
  bool parse_into(std::string_view text, bool copies, element& into);

  simdjson::dom::parser parser_;
  std::string fault_;
};

// Whether any object of the document has a key twice: no two readers agree on what that means.
bool has_duplicate_keys(element document);

// Members that may be absent; null counts as absent, another type as well.
bool find(object from, std::string_view key, element& into);
std::string_view text_or(object from, std::string_view key, std::string_view otherwise);

}  // namespace errata::json
