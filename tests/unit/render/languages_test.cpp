#include <algorithm>
#include <set>

#include "core/error.hpp"
#include "render/check_template.hpp"
#include "render/guidance.hpp"
#include "render/messages.hpp"
#include "render/render.hpp"
#include "render/template_tags.hpp"
#include "render/write_html.hpp"
#include "render/write_ticket.hpp"
#include "support/analyses.hpp"
#include "support/catch.hpp"
#include "support/changes.hpp"
#include "support/scratch.hpp"
#include "support/skeletons.hpp"

using namespace errata;

namespace {

struct Worded {
  std::string file;
  std::string message;
};

std::vector<Worded> all_messages() {
  std::vector<Worded> all;
  for (const auto& [name, source] : render::embedded_templates())
    if (name.ends_with(".mustache"))
      for (auto& message : render::messages_in(name, source))
        all.push_back({std::string{name}, std::move(message)});
  return all;
}

std::string catalogue_source(std::string_view language) {
  for (const auto& [name, source] : render::embedded_templates())
    if (name == "lang/" + std::string{language} + ".json")
      return std::string{source};
  FAIL("no catalogue of " << language);
  return "";
}

std::string ticket_of(const model::Analysis& analysis, render::Templates& templates) {
  const auto& github = render::ticket_dialects().front();
  return render::write_ticket(analysis, templates, "NLP-1", github, 1'000'000);
}

// Each language with a catalogue.
struct Language {
  std::string name;
  render::Catalogue catalogue;
};

std::vector<Language> translated() {
  std::vector<Language> all;
  for (const auto language : render::languages())
    if (language != render::english)
      all.push_back(
          {std::string{language}, render::read_catalogue("catalogue", catalogue_source(language))});
  return all;
}

// Words of errata outside of messages; names of values and marks of the languages are none.
bool has_words(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return (c >= 'a' && c <= 'z'); });
}

std::string refusal(const test::Scratch& scratch, const char* language) {
  try {
    render::Templates{scratch.path(), language};
  } catch (const UsageError& e) {
    return e.what();
  }
  return "";
}

}  // namespace

TEST_CASE("each message of the templates has a translation in every language") {
  for (const auto& [language, catalogue] : translated())
    for (const auto& [file, message] : all_messages()) {
      CAPTURE(language, file, message);
      CHECK(catalogue.contains(message));
    }
}

TEST_CASE("each translation is one of a message that a template has") {
  std::set<std::string> known;
  for (const auto& worded : all_messages())
    known.insert(worded.message);
  for (const auto& [language, catalogue] : translated())
    for (const auto& [message, translation] : catalogue) {
      CAPTURE(language, message);
      CHECK(known.contains(message));
    }
}

TEST_CASE("a translation keeps the values, marks and figures of its message in their order") {
  for (const auto& [language, catalogue] : translated())
    for (const auto& [message, translation] : catalogue)
      for (const bool one : {true, false}) {
        CAPTURE(language, message, translation, one);
        CHECK(test::first_difference(test::skeleton(message, one),
                                     test::skeleton(translation, one)) == "");
      }
}

TEST_CASE("a translated template is as right as the English one") {
  for (const auto& [language, catalogue] : translated())
    for (const auto& [name, source] : render::embedded_templates()) {
      if (!name.ends_with(".mustache"))
        continue;
      CAPTURE(language, name);
      const auto said = render::said_in(catalogue, name, source);
      CHECK_NOTHROW(render::names_in(name, said));
      CHECK_NOTHROW(render::check_names(name, said, render::names_for(name)));
      if (!name.starts_with("html/") && !name.starts_with("markdown/"))
        CHECK_NOTHROW(render::check_words(name, said));
    }
}

TEST_CASE("all words of guidance and of words stand in messages") {
  for (const auto& [name, source] : render::embedded_templates()) {
    if (!name.ends_with(".mustache") || name.starts_with("html/") || name.starts_with("markdown/"))
      continue;
    CAPTURE(name);
    bool is_said = false;
    render::each_tag(
        name, source,
        [&](const render::Tag& tag) {
          if (tag.name == render::say)
            is_said = tag.sign == '#';
        },
        [&](std::string_view words, std::size_t) { CHECK((is_said || !has_words(words))); });
  }
}

TEST_CASE("languages differ in their words alone") {
  auto compared = test::entities();
  compared.comparison = test::changes();
  for (const auto& analysis : {compared, test::single_label(), test::multi_label()})
    for (const auto language : render::languages()) {
      CAPTURE(language, analysis.test_set.name);
      render::Templates english{std::nullopt};
      render::Templates other{std::nullopt, language};
      const auto page = render::write_html(analysis, other, "NLP-1");
      const auto ticket = ticket_of(analysis, other);
      CHECK(test::first_difference(
                test::bones_of_html(page),
                test::bones_of_html(render::write_html(analysis, english, "NLP-1"))) == "");
      CHECK(test::first_difference(test::bones_of_markdown(ticket),
                                   test::bones_of_markdown(ticket_of(analysis, english))) == "");
      CHECK(page.find("<html lang=\"" + std::string{language} + "\">") != std::string::npos);
    }
}

TEST_CASE("a message is found however its template breaks its lines") {
  const render::Catalogue catalogue{{"one two {{x}}", "eins zwei {{x}}"}};
  CHECK(render::said_in(catalogue, "t", "<{{#say}} one\n  two {{x}}{{/say}}> {{y}}") ==
        "<eins zwei {{x}}> {{y}}");
  CHECK(render::said_in(catalogue, "t", "{{#say}}three{{/say}}") == "three");
  CHECK(render::messages_in("t", "{{#say}} a\tb {{/say}}{{#say}}{{/say}}") ==
        std::vector<std::string>{"a b", ""});
}

TEST_CASE("a message of the user's that has no translation stays as it is written") {
  const test::Scratch scratch;
  scratch.file(
      "html/head.mustache",
      "<html lang=\"{{page_lang}}\"><meta charset=\"utf-8\"><meta "
      "http-equiv=\"Content-Security-Policy\" content=\"{{page_policy}}\">"
      "<link rel=\"stylesheet\" href=\"report.css\"><style>{{page_style}}</style>{{#say}}Our "
      "house{{/say}} {{#say}}Labels{{/say}}<body>");
  render::Templates templates{scratch.path(), "de"};
  const auto page = render::write_html(test::entities(), templates, "");
  CHECK_THAT(page, Catch::Contains("Our house Labels<body>"));
  CHECK_THAT(page, Catch::Contains("<html lang=\"de\">"));
}

TEST_CASE("a catalogue of the user's that is not right is refused with the message at fault") {
  struct Row {
    const char* source;
    const char* said;
  };
  const Row row = GENERATE(values<Row>({
      {"[]", "is not one object of messages"},
      {"{", "lang/de.json: "},
      {R"({"Labels":1})", "'Labels': is translated by no text"},
      {R"({"Labels":"A","Labels":"B"})", "'Labels': comes twice"},
      {R"({"Labels ":"A"})", "'Labels ': has white space to fold"},
      {R"({"Labels":"{{label}}"})", "'Labels':1: unknown name 'label'"},
      {R"({"Labels":"{{#labels}}"})", "'Labels':1: section 'labels' is not closed"},
      {R"({"Labels":"{{/labels}}"})", "'Labels':1: 'labels' is closed"},
      {R"({"Labels":"{{{l_name}}}"})", "'Labels':1: only {{name}}"},
      {R"({"strong":"<b>"})", "'<' has a meaning in HTML or Markdown"},
  }));
  CAPTURE(row.source);
  const test::Scratch scratch;
  scratch.file("lang/de.json", row.source);
  CHECK_THAT(refusal(scratch, "de"), Catch::Contains(row.said));
}

TEST_CASE("a message within a message is refused") {
  CHECK_THROWS_WITH(render::names_in("x", "{{#say}}a{{#b}}{{#say}}c{{/say}}{{/b}}{{/say}}"),
                    Catch::Contains("x:1: a message stands within a message"));
  CHECK_THROWS_AS(render::names_in("x", "{{#say}}{{#b}}{{/say}}{{/b}}"), UsageError);
}
