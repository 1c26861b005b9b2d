#include "core/json_reader.hpp"

#include <algorithm>
#include <span>
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
    case simdjson::MEMALLOC:
      return "needs more memory than there is";
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

bool is_same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && (a.empty() || (a.front() == b.front() && a == b));
}

// The keys of the objects that are open, the innermost last.
class KeyWatch {
 public:
  // Whether the value, or a value in it, has a key twice.
  // NOLINTNEXTLINE(misc-no-recursion): no document is nested more than `deepest`
  bool finds_repeated(element value) {
    if (value.is_object())
      return is_repeated_in(object{value});
    if (value.is_array())
      for (const auto item : array{value})
        if (finds_repeated(item))
          return true;
    return false;
  }

 private:
  // NOLINTNEXTLINE(misc-no-recursion): as above
  bool is_repeated_in(object from) {
    const auto begin = keys_.size();
    for (const auto field : from) {
      keys_.push_back(field.key);
      if (finds_repeated(field.value))
        return true;
    }
    const bool is_repeated = is_repeated_behind(begin);
    keys_.resize(begin);
    return is_repeated;
  }

  // Most objects have a few keys, mostly of different lengths: comparing them all is quicker than
  // sorting.
  bool is_repeated_behind(std::size_t begin) {
    constexpr std::size_t few = 8;
    const std::span keys{keys_.begin() + static_cast<std::ptrdiff_t>(begin), keys_.end()};
    if (keys.size() > few) {
      std::ranges::sort(keys);
      return std::ranges::adjacent_find(keys) != keys.end();
    }
    for (std::size_t i = 1; i < keys.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (is_same(keys[i], keys[j]))
          return true;
    return false;
  }

  std::vector<std::string_view> keys_;
};

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

element Parser::document() const {
  return parser_.doc.root();
}

bool has_duplicate_keys(element document) {
  return KeyWatch{}.finds_repeated(document);
}

bool find(object from, std::string_view key, element& into) {
  return from.at_key(key).get(into) == simdjson::SUCCESS && !into.is_null();
}

std::string_view text_or(object from, std::string_view key, std::string_view otherwise) {
  std::string_view text;
  return from.at_key(key).get(text) == simdjson::SUCCESS ? text : otherwise;
}

}  // namespace errata::json
