#include "normalize/printed_list.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "core/text.hpp"
#include "core/unicode.hpp"
#include "normalize/indicator_vectors.hpp"

namespace errata::normalize {

namespace {

struct Escape {
  char letter, meaning;
};

constexpr auto escapes =
    std::to_array<Escape>({{'n', '\n'}, {'t', '\t'}, {'r', '\r'}, {'b', '\b'}, {'f', '\f'}});

// Digits behind \x, \u and \U.
constexpr std::size_t digits_behind(char letter) {
  return letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
}

bool is_object(std::string_view text) {
  return text.size() > 1 && text.starts_with('{') && text.ends_with('}') &&
         text.find(':') != std::string_view::npos;
}

class Scanner {
 public:
  explicit Scanner(std::string_view items) : rest_{items} {}

  // The items between brackets; false where they are no list of labels.
  bool read(std::vector<std::string>& into);

 private:
  bool read_item(std::string& into);
  bool read_quoted(std::string& into);
  bool read_escape(std::string& into);
  bool read_code_point(std::size_t digits, std::string& into);
  bool read_number(std::string& into);
  bool skip_comma();  // whether there was one

  std::string_view rest_;
};

bool Scanner::skip_comma() {
  rest_ = trimmed(rest_);
  if (!rest_.starts_with(','))
    return false;
  rest_ = trimmed(rest_.substr(1));
  return true;
}

// numpy puts blanks between items and no comma; two commas are none of it.
bool Scanner::read(std::vector<std::string>& into) {
  rest_ = trimmed(rest_);
  while (!rest_.empty()) {
    const auto before = rest_.size();
    if (!read_item(into.emplace_back()))
      return false;
    const bool has_gap = trimmed(rest_).size() < rest_.size();
    if (!skip_comma() && !rest_.empty() && !has_gap)
      return false;
    if (rest_.size() == before)
      return false;
  }
  return true;
}

bool Scanner::read_item(std::string& into) {
  return rest_.front() == '\'' || rest_.front() == '"' ? read_quoted(into) : read_number(into);
}

bool Scanner::read_number(std::string& into) {
  const auto end = std::min(rest_.find_first_of(", \t\r\n"), rest_.size());
  into = rest_.substr(0, end);
  rest_.remove_prefix(end);
  return parse_integer(into).has_value();
}

bool Scanner::read_quoted(std::string& into) {
  const char quote = rest_.front();
  rest_.remove_prefix(1);
  while (!rest_.empty() && rest_.front() != quote) {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    if (c != '\\')
      into += c;
    else if (!read_escape(into))
      return false;
  }
  if (rest_.empty())
    return false;
  rest_.remove_prefix(1);
  return true;
}

// A letter that stands for nothing else keeps its backslash, as in Python.
bool Scanner::read_escape(std::string& into) {
  if (rest_.empty())
    return false;
  const char letter = rest_.front();
  rest_.remove_prefix(1);
  if (const auto digits = digits_behind(letter); digits > 0)
    return read_code_point(digits, into);
  const auto known = std::ranges::find(escapes, letter, &Escape::letter);
  if (known != escapes.end())
    into += known->meaning;
  else if (letter == '\\' || letter == '\'' || letter == '"' || letter == '/')
    into += letter;
  else
    (into += '\\') += letter;
  return true;
}

std::optional<char32_t> hexadecimal(std::string_view digits) {
  char32_t value = 0;
  for (const char c : digits) {
    constexpr std::string_view all = "0123456789abcdef";
    const auto digit = all.find(c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c);
    if (digit == std::string_view::npos)
      return std::nullopt;
    value = value * 16 + static_cast<char32_t>(digit);
  }
  return value;
}

// JSON writes what lies beyond U+FFFF as two surrogates.
bool Scanner::read_code_point(std::size_t digits, std::string& into) {
  const auto is_surrogate = [](char32_t c, char32_t from) { return c >= from && c < from + 0x400; };
  const auto first = rest_.size() < digits ? std::nullopt : hexadecimal(rest_.substr(0, digits));
  if (!first)
    return false;
  rest_.remove_prefix(digits);
  auto value = *first;
  if (is_surrogate(value, 0xD800) && rest_.starts_with("\\u") && rest_.size() >= 6) {
    const auto low = hexadecimal(rest_.substr(2, 4));
    if (!low || !is_surrogate(*low, 0xDC00))
      return false;
    value = 0x10000 + ((value - 0xD800) << 10U) + (*low - 0xDC00);
    rest_.remove_prefix(6);
  }
  if (value > 0x10FFFF || (value >= 0xD800 && value < 0xE000))
    return false;
  append_utf8(into, value);
  return true;
}

// A name in brackets is a name, but nobody's name begins with a bracket and a quote.
bool begins_strings(std::string_view inside) {
  return inside.starts_with('\'') || inside.starts_with('"');
}

Printed read_items(std::string_view inside, bool may_hold_numbers, std::vector<std::string>& into) {
  const bool are_strings = begins_strings(inside);
  const bool is_read = Scanner{inside}.read(into);
  if (is_read && std::ranges::any_of(into, [](const auto& item) { return is_object(item); }))
    return Printed::objects;
  if (are_strings)
    return is_read ? Printed::labels : Printed::broken;
  if (!is_read || !may_hold_numbers)
    return Printed::nothing;
  return has_copies(into) ? Printed::broken : Printed::labels;
}

// What Python's set() and frozenset({'a'}) hold.
std::optional<std::string_view> inside_call(std::string_view cell) {
  for (const std::string_view name : {"set(", "frozenset("})
    if (cell.starts_with(name) && cell.ends_with(')'))
      return trimmed(cell.substr(name.size(), cell.size() - name.size() - 1));
  return std::nullopt;
}

constexpr char closing(char bracket) {
  return bracket == '[' ? ']' : bracket == '(' ? ')' : bracket == '{' ? '}' : '\0';
}

Printed read_bracketed(std::string_view cell, std::vector<std::string>& into) {
  const char bracket = cell.empty() ? '\0' : cell.front();
  if (closing(bracket) == '\0')
    return Printed::nothing;
  auto inside = trimmed(cell.substr(1));
  if (bracket == '[' && inside.starts_with('{'))
    return Printed::objects;
  if (!inside.ends_with(closing(bracket)))
    return bracket != '(' && begins_strings(inside) ? Printed::broken : Printed::nothing;
  inside.remove_suffix(1);
  inside = trimmed(inside);
  if (inside.empty() && bracket != '[')
    return bracket == '(' ? Printed::labels : Printed::nothing;
  const auto printed = read_items(inside, bracket != '(', into);
  return printed != Printed::labels && is_object(cell) ? Printed::objects : printed;
}

}  // namespace

Printed read_printed(std::string_view cell, std::vector<std::string>& into) {
  into.clear();
  cell = trimmed(cell);
  const auto inside = inside_call(cell);
  if (inside && inside->empty())
    return Printed::labels;
  return read_bracketed(inside.value_or(cell), into);
}

}  // namespace errata::normalize
