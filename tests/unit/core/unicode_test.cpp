#include "core/unicode.hpp"

#include "support/catch.hpp"

using namespace errata;

TEST_CASE("invalid UTF-8 is found at its first byte") {
  struct Row {
    const char* text;
    std::size_t at;
  };
  const Row row = GENERATE(values<Row>({{"abc", std::string_view::npos},
                                        {"Zoë 中 👋", std::string_view::npos},
                                        {"a\xFF", 1},
                                        {"\xC0\xAF", 0},          // overlong
                                        {"\xE0\x80\xAF", 0},      // overlong
                                        {"ok\xED\xA0\x80", 2},    // surrogate
                                        {"\xF4\x90\x80\x80", 0},  // above U+10FFFF
                                        {"cut\xE2\x82", 3},       // cut short
                                        {"\x80", 0}}));
  CAPTURE(row.text);
  CHECK(find_invalid_utf8(row.text) == row.at);
}

TEST_CASE("lengths are those of the documentation's table") {
  struct Row {
    const char* text;
    std::size_t bytes, codepoints, utf16;
  };
  const Row row = GENERATE(values<Row>({{"é", 2, 1, 1},
                                        {"e\xCC\x81", 3, 2, 2},
                                        {"中", 3, 1, 1},
                                        {"👋", 4, 1, 2},
                                        {"👋🏽", 8, 2, 4},
                                        {"\r\n", 2, 2, 2}}));
  CAPTURE(row.text);
  CHECK(length_in(OffsetUnit::bytes, row.text) == row.bytes);
  CHECK(length_in(OffsetUnit::codepoints, row.text) == row.codepoints);
  CHECK(length_in(OffsetUnit::utf16, row.text) == row.utf16);
}

TEST_CASE("every code point survives being written and read") {
  for (char32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 97) {
    if (c >= 0xD800 && c <= 0xDFFF)
      continue;
    std::string text;
    append_utf8(text, c);
    const auto read = code_point_at(text, 0);
    if (read.value != c || read.bytes != text.size() || find_invalid_utf8(text) != text.npos)
      FAIL("U+" << std::hex << static_cast<unsigned>(c));
  }
}

TEST_CASE("characters that hide are told from those that show") {
  for (const char32_t c : {U'\u202E', U'\u200B', U'\u0000', U'\u001B', U'\uFEFF', U'\u2028'})
    CHECK(is_invisible(c));
  for (const char32_t c : {U'a', U'中', U'\U0001F44B', U' ', U'\n', U'é'})
    CHECK_FALSE(is_invisible(c));
  CHECK(code_point_name(0x202E) == "U+202E");
  CHECK(code_point_name(0x1F44B) == "U+1F44B");
  CHECK(code_point_name(0) == "U+0000");
}
