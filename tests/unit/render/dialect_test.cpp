#include "render/dialect.hpp"

#include <random>

#include "core/unicode.hpp"
#include "support/catch.hpp"

using namespace errata;
using render::html;
using render::markdown;
using render::plain;

TEST_CASE("what a reader could not see is named, and what could act is spelt out") {
  struct Row {
    const char* text;
    const char* in_html;
    const char* in_markdown;
  };
  const Row row = GENERATE(values<Row>({
      {"a<b>&\"'`", "a&#60;b&#62;&#38;&#34;&#39;&#96;", "`` a<b>&\"'` ``"},
      {"a\xE2\x80\xAE"
       "b",
       "a<span class=\"cp\">U+202E</span>b", "`a\\u{202E}b`"},
      {"\xFF", "<span class=\"cp\">\\xFF</span>", "`\\xFF`"},
      {"a\r\nb", "a\nb", "`a\\nb`"},
      {"\x1B[0m", "<span class=\"cp\">U+001B</span>[0m", "`\\u{001B}[0m`"},
      {"👩\u200D👧", "👩\u200D👧", "`👩\u200D👧`"},
      {"می\u200Cخواهم", "می\u200Cخواهم", "`می\u200Cخواهم`"},
      {"a\u200Cb", "a<span class=\"cp\">U+200C</span>b", "`a\\u{200C}b`"},
      {"", "", "(empty)"},
      {"`", "&#96;", "`` ` ``"},
      {"a``b`c", "a&#96;&#96;b&#96;c", "```a``b`c```"},
      {" x", " x", "`  x `"},
  }));
  CAPTURE(row.text);
  CHECK(html.part(row.text) == row.in_html);
  CHECK(html.outside(row.text) == "<bdi>" + std::string{row.in_html} + "</bdi>");
  CHECK(markdown.outside(row.text) == row.in_markdown);
}

TEST_CASE("a table cell keeps its borders") {
  CHECK(markdown.outside_in_table("a|b") == "`a\\|b`");
  CHECK(plain.outside("Zoë\n\"x\"") == "\"Zoë \"x\"\"");
}

TEST_CASE("random bytes come out as valid text without a character that acts") {
  const auto seed = GENERATE(range(1, 200));
  CAPTURE(seed);
  std::mt19937 random{static_cast<unsigned>(seed)};
  std::string bytes;
  for (int i = 0; i < 300; ++i)
    bytes += static_cast<char>(random() % 256);
  for (const auto& written : {html.outside(bytes), markdown.outside(bytes), plain.outside(bytes)})
    CHECK(find_invalid_utf8(written) == std::string::npos);
  const auto page = html.part(bytes);
  CHECK(page.find_first_of("\"'`", page.find("<span")) != 0);
  CHECK(markdown.outside(bytes).find('\n') == std::string::npos);
}
