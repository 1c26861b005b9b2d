#include "render/ticket_writers.hpp"

#include "core/width.hpp"
#include "render/ticket_dialect.hpp"
#include "support/catch.hpp"

using namespace errata::render;

namespace {

// U+2060, which keeps two characters apart.
const std::string wj = "\xE2\x81\xA0";

struct Row {
  std::string markdown, written;
};

}  // namespace

TEST_CASE("Markdown of ours becomes wiki markup of Jira") {
  const Row row = GENERATE(values<Row>({
      {"", ""},
      {"## A\n\nb\n", "h2. A\n\nb\n\n"},
      {"- a\n- b\n\nc", "* a\n* b\n\nc\n\n"},
      {"1. a \\\n   b\n2. c", "# a \\\\ b\n# c\n\n"},
      {"**F1 0.8** of 3", "*F1 0.8* of 3\n\n"},
      {"a**b**", "ab\n\n"},
      {"**+0.1**", "\\+0.1\n\n"},
      {"**Merge `a` and `b`**", "*Merge* “a” *and* “b”\n\n"},
      {"[0.1, 0.2] (3)", "\\[0.1, 0.2\\] \\(3\\)\n\n"},
      {"SHA-256, one-way", "SHA\\-256, one-way\n\n"},
      {"| a | b |\n| :-- | --: |\n| `x` | |\n| 1 | **2** |",
       "|| a || b ||\n| “x” |  |\n| 1 | *2* |\n\n"},
      {"<details><summary>(3) Rest</summary>\n\nx\n\n</details>", "\\(3\\) Rest\n\nx\n\n"},
      {"<details><summary>Rest</summary>\n\nx\n\n</details>", "*Rest*\n\nx\n\n"},
      {"a\n\n<!-- marker -->\n\nb", "a\n\nb\n\n"},
      {"<b>x</b> <u", "<b>x</b> <u\n\n"},
      {"- [ ] a\n- `[ ] b`", "* ☐ a\n* “\\[ \\] b”\n\n"},
  }));
  CAPTURE(row.markdown);
  CHECK(write_jira(row.markdown) == row.written);
}

TEST_CASE("text from outside has no meaning in Jira") {
  const Row row = GENERATE(values<Row>({
      {"*b* _i_ -d- +u+ ^s^ ~t~", "\\*b\\* \\_i\\_ \\-d\\- \\+u\\+ \\^s\\^ \\~t\\~"},
      {"??c??", "\\?\\?c\\?\\?"},
      {"{code}", "\\{" + wj + "code\\}" + wj},
      {"{{m}}", "\\{" + wj + "\\{" + wj + "m\\}" + wj + "\\}" + wj},
      {"[~user] [^f] !i.png!", "\\[\\~user\\] \\[\\^f\\] \\!i.png\\!"},
      {"http://x", "http" + wj + ":" + wj + "//x"},
      {"mailto:a@b", "mailto" + wj + ":" + wj + "a\\@b"},
      {":) :D ;) (y)", ":" + wj + "\\) :" + wj + "D ;\\) \\(y\\)"},
      {"AB-1 b-c", "AB\\-1 b-c"},
      {"a|b", "a\\|b"},
      {"\\\\ \\n", "\\" + wj + "\\" + wj + " \\" + wj + "n"},
      {"mailto:", "mailto" + wj + ":" + wj},
      {"&#42; &amp; & x", "&" + wj + "\\#42; &" + wj + "amp; & x"},
  }));
  CAPTURE(row.markdown);
  CHECK(write_jira("``" + row.markdown + "``") == "“" + row.written + "”\n\n");
}

TEST_CASE("what Jira Cloud takes for the end of a cell looks only like it") {
  CHECK(write_jira("| a |\n| :-- |\n| `b\\|c` |") == "|| a ||\n| “b│c” |\n\n");
  CHECK(write_jira("| a |\n| :-- |\n| `[b] [c` |") == "|| a ||\n| “\\[b\\] ［c” |\n\n");
}

TEST_CASE("Markdown of ours becomes lines that mail shows") {
  const Row row = GENERATE(values<Row>({
      {"", ""},
      {"## A `b`\n\nc", "A \"b\"\n=====\n\nc\n\n"},
      {"### A", "A\n-\n\n"},
      {"- a\n- b\n\nc", "- a\n- b\n\nc\n\n"},
      {"1. a \\\n   b\n2. c", "1. a\n   b\n2. c\n\n"},
      {"- [ ] a\n- `[ ] b`", "- ☐ a\n- \"[ ] b\"\n\n"},
      {"in **`x`** of", "in *\"x\"* of\n\n"},
      {"<details><summary>Rest</summary>\n\nx\n\n</details>", "Rest\n\nx\n\n"},
      {"| Label | F1 |\n| :-- | --: |\n| `名` | 0.5 |\n| b | |",
       "Label   F1\n-----  ---\n\"名\"   0.5\nb\n\n"},
      {"| Right now | N |\n| :-- | --: |\n| b | 1 |", "Right  N\nnow\n-----  -\nb      1\n\n"},
  }));
  CAPTURE(row.markdown);
  CHECK(write_plain(row.markdown) == row.written);
}

TEST_CASE("a table that is too wide for columns is a list") {
  const std::string wide(95, 'w');
  CHECK(write_plain("| A | B | C |\n| :-- | :-- | :-- |\n| `x` | | `" + wide + "` |") ==
        "- A: \"x\"; C:\n  \"" + wide + "\"\n\n");
}

TEST_CASE("text from outside begins no line of mail, and a percent sign none at all") {
  const std::string words(97, 'a');
  CHECK(write_plain(words + " `From x` `.` `/close`") ==
        words + "\n\"From x\" \".\" \"/close\"\n\n");
  CHECK(write_plain(words + " 5 %") == words + "\n5 %\n\n");
}

TEST_CASE("characters are counted as Jira counts them") {
  CHECK(utf16_units_of("a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80") == 5);
  CHECK(errata::columns_of("a\xC3\xA4\xE5\x90\x8D"
                           "e\xCC\x81") == 5);
}
