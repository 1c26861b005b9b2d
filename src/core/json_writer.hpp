// Writes JSON by appending to a string. Own code because each packaged library prints numbers that
// people would not accept here, or passes invalid UTF-8 through (see src/README.md).
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace errata {

// Commas and, with `indent` above 0, line breaks are placed by the writer, the latter in the
// outermost `levels` brackets only: what lies deeper stands on one line. Keys and strings must be
// valid UTF-8, numbers finite (asserted). The caller closes what it opens.
class JsonWriter {
 public:
  static constexpr std::size_t all_levels = static_cast<std::size_t>(-1);

  explicit JsonWriter(std::string& to, int indent = 0, std::size_t levels = all_levels)
      : to_{to}, indent_{indent}, levels_{levels} {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view{text}); }
  JsonWriter& value(double number);
  JsonWriter& value(float number);  // the shortest decimal that reads back as the same float
  JsonWriter& value(bool truth);
  JsonWriter& null();
  template <std::integral Number>
  requires(!std::same_as<Number, bool>) JsonWriter& value(Number number) {
    if constexpr (std::signed_integral<Number>)
      return integer(number);
    else
      return natural(number);
  }

  // key and value in one
  template <typename Value>
  JsonWriter& member(std::string_view name, const Value& v) {
    return key(name).value(v);
  }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  JsonWriter& integer(std::int64_t number);
  JsonWriter& natural(std::uint64_t number);
  void separate();
  void break_line();

  std::string& to_;
  int indent_;
  std::size_t levels_;
  std::vector<bool> has_items_;  // one for each open bracket
  bool after_key_ = false;
};

// `text` between double quotes with JSON's escapes; "<" as \u003c, so that it may stand in HTML.
void append_json_string(std::string& to, std::string_view text);
// How many bytes that takes, without the quotes. Any bytes.
std::size_t json_size(std::string_view text);

}  // namespace errata
