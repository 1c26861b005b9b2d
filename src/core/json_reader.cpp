#include "core/json_reader.hpp"

#include <algorithm>
#include <vector>

#include "core/error.hpp"
#include "core/unicode.hpp"

namespace errata::json {

namespace {

constexpr std::size_t deepest = 64;

std::string reason(simdjson::error_code code, std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
    return "is empty";
  if (const auto bad = find_invalid_utf8(text); bad != std::string_view::npos)
    return "is not valid UTF-8 at byte " + std::to_string(bad);
  switch (code) {
    case simdjson::DEPTH_ERROR:
      return "is nested more than 64 deep";
    case simdjson::CAPACITY:
      return "is too large";
    case simdjson::STRING_ERROR:
      return "holds a broken string escape";
    case simdjson::NUMBER_ERROR:
      return "holds a broken number";
    case simdjson::UNCLOSED_STRING:
      return "ends inside a string: it is cut short or not JSON";
    default:
      return "is not valid JSON, or is cut short";
  }
}

// Most objects have a few keys of different lengths: comparing them all is quicker than sorting.
bool has_repeated(std::vector<std::string_view>& keys) {
  constexpr std::size_t few = 8;
  if (keys.size() > few) {
    std::ranges::sort(keys);
    return std::ranges::adjacent_find(keys) != keys.end();
  }
  for (auto key = keys.begin(); key != keys.end(); ++key)
    if (std::find(keys.begin(), key, *key) != key)
      return true;
  return false;
}

void push_container(element value, std::vector<element>& to) {
  if (value.is_object() || value.is_array())
    to.push_back(value);
}

}  // namespace

bool Parser::try_parse(std::string_view text, element& into) {
  return parse_into(text, true, into);
}

bool Parser::try_parse_padded(std::string_view text, element& into) {
  return parse_into(text, false, into);
}

bool Parser::parse_into(std::string_view text, bool copies, element& into) {
  if (parser_.max_depth() != deepest || parser_.capacity() < text.size()) {
    if (const auto fault = parser_.allocate(std::max<std::size_t>(text.size(), 4096), deepest)) {
      fault_ = reason(fault, text);
      return false;
    }
  }
  const auto fault = parser_.parse(text.data(), text.size(), copies).get(into);
  if (fault)
    fault_ = reason(fault, text);
  return !fault;
}

element Parser::parse(std::string_view text, std::string_view what) {
  element document;
  if (!try_parse(text, document))
    throw InputError{std::string{what} + ": " + fault_};
  return document;
}

bool has_duplicate_keys(element document) {
  std::vector<element> open{document};
  std::vector<std::string_view> keys;
  while (!open.empty()) {
    const auto next = open.back();
    open.pop_back();
    keys.clear();
    if (next.is_object())
      for (const auto field : object{next}) {
        keys.push_back(field.key);
        push_container(field.value, open);
      }
    if (next.is_array())
      for (const auto item : array{next})
        push_container(item, open);
    if (has_repeated(keys))
      return true;
  }
  return false;
}

bool find(object from, std::string_view key, element& into) {
  return from.at_key(key).get(into) == simdjson::SUCCESS && !into.is_null();
}

std::string_view text_or(object from, std::string_view key, std::string_view otherwise) {
  std::string_view text;
  return from.at_key(key).get(text) == simdjson::SUCCESS ? text : otherwise;
}

}  // namespace errata::json
