// 20,000 random mixtures of what has a meaning somewhere, through each dialect.
#include <array>
#include <cstdlib>
#include <random>

#include "core/files.hpp"
#include "core/unicode.hpp"
#include "render/dialect.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace errata;
using render::html;
using render::markdown;

namespace {

constexpr std::array<std::string_view, 71> pieces{"<",
                                                  ">",
                                                  "&",
                                                  "\"",
                                                  "'",
                                                  "`",
                                                  "``",
                                                  "```",
                                                  "|",
                                                  "\\",
                                                  "\\|",
                                                  "*",
                                                  "_",
                                                  "~~",
                                                  "[",
                                                  "]",
                                                  "(",
                                                  ")",
                                                  "!",
                                                  "#",
                                                  "@",
                                                  "$",
                                                  "%",
                                                  "^",
                                                  "{",
                                                  "}",
                                                  "{{",
                                                  "}}",
                                                  "{{name}}",
                                                  "{{>x}}",
                                                  "=",
                                                  "+",
                                                  "-",
                                                  "/",
                                                  ":",
                                                  ";",
                                                  ".",
                                                  ",",
                                                  " ",
                                                  "  ",
                                                  "\n",
                                                  "\n\n",
                                                  "\r\n",
                                                  "\t",
                                                  "<script>",
                                                  "</bdi>",
                                                  "<!--",
                                                  "-->",
                                                  "]]>",
                                                  "</span>",
                                                  "onload=x",
                                                  "javascript:",
                                                  "http://evil.example/",
                                                  "a@evil.example",
                                                  "@all",
                                                  "#1",
                                                  "/close",
                                                  "&lt;",
                                                  "&#60;",
                                                  "\x01",
                                                  "\x1B",
                                                  "\x7F",
                                                  "\xE2\x80\xAE",
                                                  "\xE2\x80\x8B",
                                                  "\xEF\xBB\xBF",
                                                  "\xFF",
                                                  "\xC3",
                                                  "\xD7\x90",
                                                  "\xE6\x9D\x8E",
                                                  "e",
                                                  "\xF0\x9F\x91\xA9"};

std::vector<std::string> mixtures() {
  std::mt19937 random{20260218};
  std::vector<std::string> texts(20'000);
  for (auto& text : texts)
    for (auto left = 1 + random() % 12; left > 0; --left)
      text += pieces[random() % pieces.size()];
  return texts;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

// As cmark writes the content of a code span.
std::string in_element(std::string text) {
  for (const auto& [from, to] : {std::pair{"&", "&amp;"}, std::pair{"<", "&lt;"},
                                 std::pair{">", "&gt;"}, std::pair{"\"", "&quot;"}})
    text = replaced(std::move(text), from, to);
  return text;
}

// What is left of `text` when the marks of invisible characters are taken away, and whether there
// is no other element in it.
bool has_only_marks(std::string text) {
  constexpr std::string_view opening = "<span class=\"cp\">";
  constexpr std::string_view closing = "</span>";
  for (auto at = text.find(opening); at != std::string::npos; at = text.find(opening)) {
    const auto end = text.find(closing, at);
    if (end == std::string::npos)
      return false;
    text.erase(end, closing.size()).erase(at, opening.size());
  }
  return text.find_first_of("<>\"'`") == std::string::npos;
}

struct Place {
  const char* name;
  std::string (*write)(const std::string& text);      // a block of Markdown with `text` in it
  std::string (*rendered)(const std::string& shown);  // the HTML of that block
};

const Place places[] = {
    {"a paragraph", [](const std::string& text) { return markdown.outside(text) + "\n\n"; },
     [](const std::string& shown) { return "<p><code>" + shown + "</code></p>\n"; }},
    {"a list",
     [](const std::string& text) { return "- " + markdown.outside(text) + " x\n\n<!-- -->\n\n"; },
     [](const std::string& shown) {
       return "<ul>\n<li><code>" + shown + "</code> x</li>\n</ul>\n<!-- -->\n";
     }},
    {"a table",
     [](const std::string& text) {
       return "|x|y|\n|-|-|\n|" + markdown.outside_in_table(text) + "|z|\n\n<!-- -->\n\n";
     },
     [](const std::string& shown) {
       return "<table>\n<thead>\n<tr>\n<th>x</th>\n<th>y</th>\n</tr>\n</"
              "thead>\n<tbody>\n<tr>\n<td><code>" +
              shown + "</code></td>\n<td>z</td>\n</tr>\n</tbody>\n</table>\n<!-- -->\n";
     }},
};

// Where two long texts begin to differ.
std::string difference(const std::string& expected, const std::string& given) {
  const auto at = std::mismatch(expected.begin(), expected.end(), given.begin(), given.end()).first;
  const auto begin = static_cast<std::size_t>(at - expected.begin());
  const auto from = begin < 60 ? 0 : begin - 60;
  return expected == given ? "" : expected.substr(from, 160) + " became " + given.substr(from, 160);
}

}  // namespace

TEST_CASE("of 20,000 mixtures none has an element of its own in the page") {
  std::size_t alive = 0;
  for (const auto& text : mixtures()) {
    const auto shown = html.outside(text);
    const auto inner = shown.substr(5, shown.size() - 11);
    if (shown != "<bdi>" + inner + "</bdi>" || !has_only_marks(inner) ||
        find_invalid_utf8(shown) != std::string::npos) {
      ++alive;
      UNSCOPED_INFO(text << " became " << shown);
    }
  }
  CHECK(alive == 0);
}

TEST_CASE(
    "of 20,000 mixtures each comes back from its code span as it is shown, and nothing else") {
  // NOLINTNEXTLINE(cert-env33-c)
  if (std::system("cmark-gfm --version >/dev/null 2>&1") != 0) {
    WARN("NOT CHECKED: cmark-gfm does not run here");
    return;
  }
  const test::Scratch scratch;
  const auto& place = GENERATE(from_range(std::begin(places), std::end(places)));
  CAPTURE(place.name);
  std::string source;
  std::string expected;
  for (const auto& text : mixtures()) {
    source += place.write(text);
    expected += place.rendered(in_element(markdown.own(text)));
  }
  scratch.file("mixtures.md", source);
  const auto folder = scratch.path().string();
  const auto command =
      "cmark-gfm -e table -e strikethrough -e autolink -e tagfilter -e tasklist --unsafe " +
      folder + "/mixtures.md >" + folder + "/mixtures.html";
  REQUIRE(std::system(command.c_str()) == 0);  // NOLINT(cert-env33-c)
  CHECK(difference(expected, read_file(scratch.path() / "mixtures.html")) == "");
}
