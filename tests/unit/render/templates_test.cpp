#include "render/templates.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/digest.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "render/check_template.hpp"
#include "render/guidance.hpp"
#include "render/render.hpp"
#include "render/write_html.hpp"
#include "support/analyses.hpp"
#include "support/catch.hpp"
#include "support/places.hpp"
#include "support/scratch.hpp"

using namespace errata;

namespace {

bool is_guidance(std::string_view name) {
  return name.starts_with("guidance/");
}
bool is_template(std::string_view name) {
  return name.ends_with(".mustache");
}

void collect(const render::View& view, std::set<std::string>& names) {
  for (const auto& [name, text] : view.texts())
    names.insert(name);
  for (const auto& [name, truth] : view.flags())
    names.insert(name);
  for (const auto& [name, list] : view.lists()) {
    names.insert(name);
    for (const auto& row : list.rows)
      collect(row, names);
  }
}

std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const auto begin = text.find(from) + from.size();
  return text.substr(begin, text.find(to, begin) - begin);
}

}  // namespace

TEST_CASE("each rule has its words, and each of them names only facts of the rule") {
  std::set<std::string> worded;
  for (const auto& [name, source] : render::embedded_templates()) {
    if (!is_guidance(name))
      continue;
    CAPTURE(name);
    const std::string rule{name.substr(9, name.find('.') - 9)};
    worded.insert(rule);
    CHECK_FALSE(render::names_of_rule(rule).empty());
    CHECK_NOTHROW(render::check_names(name, source, render::names_of_rule(rule)));
    CHECK_NOTHROW(render::check_words(name, source));
  }
  for (const auto& rule : render::rules())
    CHECK(worded.contains(std::string{rule.name}));
  CHECK(std::ranges::is_sorted(render::rules(), {}, &render::Rule::name));
}

TEST_CASE("templates use the safe tags of Mustache only") {
  for (const auto& [name, source] : render::embedded_templates()) {
    CAPTURE(name);
    if (is_template(name))
      CHECK_NOTHROW(render::names_in(name, source));
  }
}

TEST_CASE("a section sets the names that its templates use") {
  render::Templates templates{std::nullopt};
  const auto analysis = test::entities();
  const render::Guide guide{templates, render::html};
  const render::Wording wording{templates, analysis.test_set.task};
  const render::Anchors anchors{{"order-017.txt", 1}};
  const std::string ticket = "NLP-1";
  for (const auto& section : render::sections()) {
    const auto view = section.view({analysis, guide, wording, anchors, ticket, 5, 2});
    std::set<std::string> set;
    collect(view, set);
    const auto used = render::names_for("markdown/" + std::string{section.name} + ".mustache");
    for (const auto& name : used) {
      CAPTURE(section.name, name);
      // Rows that the sample has none of.
      CHECK((set.contains(name) || analysis.shown.empty() || name.starts_with("o_") ||
             name.starts_with("el_")));
    }
  }
}

TEST_CASE("the README of the templates lists every file and every name") {
  const auto readme = read_file(test::source_folder() / "templates/README.md");
  for (const auto& [name, source] : render::embedded_templates()) {
    CAPTURE(name);
    CHECK(readme.find("`" + std::string{name} + "`") != std::string::npos);
    if (!is_template(name) || is_guidance(name))
      continue;
    for (const auto& used : render::names_in(name, source)) {
      CAPTURE(used);
      CHECK(readme.find("`" + used + "`") != std::string::npos);
    }
  }
  for (const auto& rule : render::rules())
    CHECK(readme.find(std::string{rule.facts}) != std::string::npos);
}

TEST_CASE("a template of the user's that is not right is refused with its place") {
  struct Row {
    const char* name;
    const char* source;
    const char* said;
  };
  const Row row = GENERATE(values<Row>({
      {"html/labels.mustache", "<p>\n{{labels_cuont}}",
       ":2: unknown name 'labels_cuont', did you mean 'labels_count'?"},
      {"html/labels.mustache", "{{{l_name}}}", ":1: only {{name}}"},
      {"html/labels.mustache", "{{>l_name}}", ":1: only {{name}}"},
      {"html/labels.mustache", "{{=<% %>=}}", ":1: only {{name}}"},
      {"html/labels.mustache", "{{#labels}}", ":1: section 'labels' is not closed"},
      {"html/labels.mustache", "{{#labels}}{{#averages}}{{/labels}}{{/averages}}",
       "is not the open section"},
      {"html/labels.mustache", "\xFF", "is not valid UTF-8"},
      {"html/label.mustache", "", "replaces no template, did you mean 'html/labels.mustache'?"},
      {"html/head.mustache", "<html>", "must keep <meta charset"},
      {"html/report.css", "</style>", "must not contain '</'"},
      {"guidance/label-more.mustache", "{{#title}}<b>{{/title}}",
       "'<' has a meaning in HTML or Markdown"},
      {"guidance/label-more.mustache", "{{needed}}", "unknown name 'needed'"},
      {"words/errors.mustache", "{{#letter}}<{{/letter}}", "'<' has a meaning in HTML or Markdown"},
      {"words/tasks.mustache", "{{#entity}}x{{/entity}}", "unknown name 'entity'"},
  }));
  CAPTURE(row.name, row.source);
  const test::Scratch scratch;
  scratch.file(row.name, row.source);
  std::string said;
  try {
    render::Templates{scratch.path()};
  } catch (const UsageError& e) {
    said = e.what();
  }
  CHECK_THAT(said, Catch::Contains(row.said));
  CHECK_THAT(said, Catch::Contains(row.name));
}

TEST_CASE("nesting of a hostile template is bounded") {
  std::string source;
  for (int i = 0; i < 100; ++i)
    source += "{{#labels}}";
  CHECK_THROWS_WITH(render::names_in("x", source), Catch::Contains("more than 32 deep"));
}

TEST_CASE("the user's words replace ours file by file") {
  const test::Scratch scratch;
  scratch.file(
      "guidance/review-labels.mustache",
      "{{#title}}Look at {{label}} again{{/title}}{{#why}}{{count}}{{/why}}{{#how}}{{/how}}");
  render::Templates templates{scratch.path()};
  const auto page = render::write_html(test::entities(), templates, "");
  CHECK(page.find("Look at <bdi>Person</bdi> again") != std::string::npos);
  CHECK(page.find("Separate or merge <bdi>Organization</bdi>") != std::string::npos);
}

TEST_CASE("a rule that is not known is named with its facts instead of ending the run") {
  render::Templates templates{std::nullopt};
  const render::Guide guide{templates, render::plain};
  const auto words =
      guide.words("rule-of-tomorrow", {{"label", model::Fact::Kind::text, "Person", 0}});
  CHECK(words.title == "rule \"rule-of-tomorrow\"");
  CHECK(words.why == "\"label\" \"Person\"");
}

TEST_CASE("the page's policy allows its own style and script, and nothing else") {
  render::Templates templates{std::nullopt};
  const auto page = render::write_html(test::entities(), templates, "");
  CHECK(page.find("style-src 'sha256-" + sha256_base64(between(page, "<style>", "</style>")) +
                  "'") != std::string::npos);
  CHECK(page.find("script-src 'sha256-" + sha256_base64(between(page, "<script>", "</script>")) +
                  "'") != std::string::npos);
  CHECK(page.find("default-src 'none'") < 1024);
}

TEST_CASE("style and script beside the page are files of its own origin") {
  render::Templates templates{std::nullopt};
  const auto page = render::write_html(test::entities(), templates, "", render::Assets::external);
  CHECK_THAT(page, Catch::Contains("style-src 'self'; script-src 'self'; require-trusted-types"));
  CHECK_THAT(page, Catch::Contains("<link rel=\"stylesheet\" href=\"report.css\">"));
  CHECK_THAT(page, Catch::Contains("<script src=\"report.js\"></script>"));
  CHECK_THAT(page, !Catch::Contains("<style>") && !Catch::Contains("<script>"));
  const test::Scratch folder;
  render::Options options;
  options.assets = render::Assets::external;
  render::write_reports(test::entities(), options, folder.path());
  for (const auto* name : {"report.css", "report.js"})
    CHECK(read_file(folder.path() / name) == templates.source("html/" + std::string{name}));
}

TEST_CASE("the script keeps to what cannot run a text") {
  const auto script = read_file(test::source_folder() / "templates/html/report.js");
  for (const auto* word : {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write",
                           "eval(", "Function(", "setTimeout", "location", "localStorage", "fetch(",
                           "XMLHttpRequest", "RegExp", "import("}) {
    CAPTURE(word);
    CHECK(script.find(word) == std::string::npos);
  }
}

namespace {

// WCAG 2.2, relative luminance and contrast ratio.
double luminance(const std::string& colour) {
  std::array<double, 3> parts{};
  for (std::size_t i = 0; i < 3; ++i) {
    const double part = std::stoi(colour.substr(1 + 2 * i, 2), nullptr, 16) / 255.0;
    parts[i] = part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  }
  return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
}

double contrast(const std::string& a, const std::string& b) {
  const auto first = luminance(a);
  const auto second = luminance(b);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

// `colour` laid over `ground`, as sRGB is blended.
std::string mixed(const std::string& colour, const std::string& ground, double opacity) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string blend = "#";
  for (std::size_t at = 1; at < 7; at += 2) {
    const double over = std::stoi(colour.substr(at, 2), nullptr, 16);
    const double under = std::stoi(ground.substr(at, 2), nullptr, 16);
    const auto part = static_cast<unsigned>(std::lround(over * opacity + under * (1 - opacity)));
    blend += {digits[part / 16], digits[part % 16]};
  }
  return blend;
}

std::string colour(const std::string& sheet, const std::string& name) {
  return sheet.substr(sheet.find("--" + name + ": ") + name.size() + 4, 7);
}

}  // namespace

TEST_CASE("text of the page can be read in the light and in the dark") {
  const auto whole = read_file(test::source_folder() / "templates/html/report.css");
  const auto dark_at = whole.find("prefers-color-scheme: dark");
  REQUIRE(dark_at != std::string::npos);
  for (const auto& sheet : {whole.substr(0, dark_at), whole.substr(dark_at)}) {
    for (const auto* name :
         {"text", "muted", "link", "good", "confused", "boundary", "missed", "spurious"}) {
      CAPTURE(name);
      CHECK(contrast(colour(sheet, name), colour(sheet, "ground")) >= 4.5);
      CHECK(contrast(colour(sheet, name), colour(sheet, "panel")) >= 4.5);
    }
    for (const auto* name : {"h1", "h2", "h3", "h4"})
      CHECK(contrast(colour(sheet, "ink"), colour(sheet, name)) >= 4.5);
    for (const auto* name : {"h5", "h6"})
      CHECK(contrast(colour(sheet, "paper"), colour(sheet, name)) >= 4.5);
  }
}

TEST_CASE("what is drawn without words stands out from its ground by 3 to 1") {
  const auto whole = read_file(test::source_folder() / "templates/html/report.css");
  const auto bars = read_file(test::source_folder() / "templates/html/labels.mustache");
  const auto dark_at = whole.find("prefers-color-scheme: dark");
  // Lines under spans, fields, buttons, the ring around what has the focus, the frame of a cell,
  // and that of words from outside.
  const std::string drawn[] = {
      between(whole, ".on.ok { text-decoration-color: var(--", ")"),
      between(whole, ".on.ec { text-decoration-color: var(--", ")"),
      between(whole, ".on.eb { text-decoration-color: var(--", ")"),
      between(whole, ".on.em { text-decoration-color: var(--", ")"),
      between(whole, ".on.es { text-decoration-color: var(--", ")"),
      between(whole, ":focus-visible { outline: 2px solid var(--", ")"),
      between(whole,
              ".tools select { font: inherit; font-size: .875rem; padding: .25rem .5rem; "
              "border: 1px solid var(--",
              ")"),
      between(whole, "bdi) { border: 1px solid var(--", ")")};
  const auto opacity = std::stod(between(bars, "-8V28\" stroke-opacity=\"", "\""));
  CHECK_THAT(whole, Catch::Contains(".matrix .hd { outline: 2px solid currentColor"));
  for (const auto& sheet : {whole.substr(0, dark_at), whole.substr(dark_at)}) {
    const auto ground = colour(sheet, "ground");
    for (const auto& name : drawn) {
      CAPTURE(name);
      CHECK(contrast(colour(sheet, name), ground) >= 3);
      CHECK(contrast(colour(sheet, name), colour(sheet, "panel")) >= 3);
    }
    CHECK(contrast(mixed(colour(sheet, "confused"), ground, opacity), ground) >= 3);
  }
}

TEST_CASE("the page's style asks for nothing from elsewhere") {
  const auto sheet = read_file(test::source_folder() / "templates/html/report.css");
  CHECK(sheet.find("url(") == std::string::npos);
  CHECK(sheet.find("@import") == std::string::npos);
}
