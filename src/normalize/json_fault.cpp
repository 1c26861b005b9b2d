#include "normalize/json_fault.hpp"

#include <algorithm>
#include <optional>

#include "core/text.hpp"

namespace errata::normalize {

namespace {

constexpr std::string_view blanks = " \t\r\n";

// Follows the grammar without a tree and without recursion. It knows less than the parser: what it
// lets through is only not located.
class Scan {
 public:
  explicit Scan(std::string_view text) : text_{text} {}

  // Of the first byte that cannot stand there, the end where something is missing.
  std::optional<std::size_t> fault() {
    while (skip_blanks()) {
      if (!step())
        return at_;
    }
    return expected_ == Next::end ? std::nullopt : std::optional{text_.size()};
  }

 private:
  enum class Next { value, first_item, key, first_key, colon, comma, end };

  bool skip_blanks() {
    at_ = std::min(text_.find_first_not_of(blanks, at_), text_.size());
    return at_ < text_.size();
  }

  bool step() {
    const char c = text_[at_];
    switch (expected_) {
      case Next::first_item:
        return c == ']' ? close('[') : value(c);
      case Next::value:
        return value(c);
      case Next::first_key:
        return c == '}' ? close('{') : key();
      case Next::key:
        return key();
      case Next::colon:
        return c == ':' && take(Next::value);
      case Next::comma:
        return comma(c);
      default:
        return false;
    }
  }

  bool take(Next then) {
    ++at_;
    expected_ = then;
    return true;
  }

  bool comma(char c) {
    if (c == ',')
      return take(open_.back() == '{' ? Next::key : Next::value);
    return c == '}' ? close('{') : c == ']' && close('[');
  }

  bool close(char opened) {
    if (open_.back() != opened)
      return false;
    open_.pop_back();
    return take(behind_value());
  }

  Next behind_value() const { return open_.empty() ? Next::end : Next::comma; }

  bool key() {
    if (!string())
      return false;
    expected_ = Next::colon;
    return true;
  }

  bool value(char c) {
    if (c == '{' || c == '[') {
      open_ += c;
      return take(c == '{' ? Next::first_key : Next::first_item);
    }
    if (!(c == '"' ? string() : scalar()))
      return false;
    expected_ = behind_value();
    return true;
  }

  // A line break in it is where a quote was forgotten.
  bool string() {
    if (text_[at_] != '"')
      return false;
    for (auto i = at_ + 1; i < text_.size() && text_[i] != '\n'; ++i) {
      if (text_[i] == '\\') {
        ++i;
      } else if (text_[i] == '"') {
        at_ = i + 1;
        return true;
      }
    }
    return false;
  }

  bool scalar() {
    const auto end = std::min(text_.find_first_of(" \t\r\n,:]}", at_), text_.size());
    const auto word = text_.substr(at_, end - at_);
    if (word != "true" && word != "false" && word != "null" && !parse_number(word))
      return false;
    at_ = end;
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Next expected_ = Next::value;
  std::string open_;  // brackets
};

}  // namespace

std::optional<std::size_t> find_json_fault(std::string_view text) {
  return Scan{text}.fault();
}

std::string place_of_fault(std::string_view text, std::string_view what) {
  std::string place{what};
  if (const auto at = find_json_fault(text))
    place += ":" + std::to_string(1 + std::ranges::count(text.substr(0, *at), '\n'));
  return place;
}

}  // namespace errata::normalize
