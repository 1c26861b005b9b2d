#include "core/mask.hpp"

#include <string>

#include "core/unicode.hpp"
#include "support/catch.hpp"

using errata::masked;

TEST_CASE("letters and digits become their shape, and what stands between them stays") {
  struct Row {
    std::string text, shape;
  };
  const Row row = GENERATE(values<Row>({
      {"", ""},
      {"Ana Müller, 12 High St.", "Xxx Xxxxxx, 99 Xxxx Xx."},
      {"a_b-c@d.example", "x_x-x@x.xxxxxxx"},
      {"tab\tline\r\nend", "xxx\txxxx\r\nxxx"},
      {"ΑΘΗΝΑ и Москва", "XXXXX x Xxxxxx"},
      {"北京 שלום 서울", "xx xxxx xx"},
      {"e\xCC\x81", "xx"},                     // a letter and its accent
      {"\xF0\x9F\x91\x8B!", "x!"},             // a waving hand
      {"\xF3\xA0\x81\x81\xE2\x80\x8B", "xx"},  // characters that cannot be seen
      {"\xE2\x91\xA0 \xC2\xBD \xD9\xA3", "9 9 9"},
      {"«x» – “y”…", "«x» – “x”…"},
      {"1+1=2 $5 5€", "9+9=9 $9 9x"},
      {"bad \xFF byte", "xxx x xxxx"},
  }));
  CAPTURE(row.text);
  CHECK(masked(row.text) == row.shape);
}

TEST_CASE("a masked text has as many code points, and masking it again changes nothing") {
  for (char32_t c = 1; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 7) {
    if (c >= 0xD800 && c < 0xE000)
      continue;
    std::string text;
    errata::append_utf8(text, c);
    const auto once = masked(text);
    if (errata::length_in(errata::OffsetUnit::codepoints, once) != 1 || masked(once) != once)
      FAIL(errata::code_point_name(c) << " is not masked as one character that stays");
  }
}
