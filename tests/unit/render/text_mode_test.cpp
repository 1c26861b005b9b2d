// What reports show of the documents' texts with --text masked and none.
#include <set>
#include <string_view>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "render/analysis_json.hpp"
#include "render/guidance.hpp"
#include "render/kept_texts.hpp"
#include "render/render.hpp"
#include "support/analyses.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace errata;
using model::TextMode;
using render::TextPolicy;

namespace {

const std::string key = "a key of this project";

render::Options with(TextMode mode, const std::string& ticket = {}) {
  return {.templates = {}, .ticket = ticket, .text = {mode, key}};
}

model::Analysis masked(const model::Analysis& analysis, TextMode mode = TextMode::masked,
                       const std::string& with = key) {
  return render::masked_analysis(analysis, {mode, with});
}

std::string written(const model::Analysis& analysis) {
  render::Templates templates{std::nullopt};
  return render::write_analysis(analysis, render::Guide{templates, render::plain});
}

model::Analysis of(model::Task task) {
  return task == model::Task::entities       ? test::entities()
         : task == model::Task::single_label ? test::single_label()
                                             : test::multi_label();
}

// Words that nothing but the texts of the analyses says.
model::Analysis with_secret_texts(model::Task task) {
  auto analysis = of(task);
  for (auto& document : analysis.shown)
    document.text = "Quokka Zyzzyva bramble " + document.text + " qwertz Wombat9 yttrium xylem";
  if (!analysis.findings.empty())
    analysis.findings[0].examples = {{.document = "d",
                                      .begin = 1,
                                      .end = 2,
                                      .surface = "Quokka",
                                      .before = "bramble",
                                      .after = "yttrium",
                                      .predicted_surface = "Zyzzyva",
                                      .gold = "",
                                      .predicted = ""}};
  return analysis;
}

std::string said_of(const test::Scratch& scratch) {
  std::string said;
  for (const auto file : render::report_files(render::Options{}))
    said += read_file(scratch.path() / file);
  return lowered(said);
}

const auto all_tasks = {model::Task::entities, model::Task::single_label, model::Task::multi_label};
const auto both_modes = {TextMode::masked, TextMode::none};

}  // namespace

TEST_CASE(
    "no word of a document stands in any file of a report whose texts are masked or left out") {
  for (const auto task : all_tasks)
    for (const auto mode : both_modes) {
      const test::Scratch scratch;
      render::write_reports(with_secret_texts(task), with(mode), scratch.path());
      const auto said = said_of(scratch);
      for (const auto* word :
           {"quokka", "zyzzyva", "bramble", "qwertz", "wombat9", "yttrium", "xylem"}) {
        CAPTURE(word, static_cast<int>(task), static_cast<int>(mode));
        CHECK(said.find(word) == std::string::npos);
      }
    }
}

TEST_CASE(
    "whatever text of an analysis is not known to be harmless is masked, wherever it stands") {
  for (const auto mode : both_modes) {
    auto analysis = test::entities();
    for (auto& issue : analysis.test_set.issues.first)
      issue.detail = "quokka";
    analysis.test_set.remarks = {"column 'quokka' is text; 'wombat' fits, too"};
    for (auto& finding : analysis.findings)
      finding.facts.push_back({"unheard_of", model::Fact::Kind::text, "quokka", 0});
    for (auto& finding : analysis.findings)
      finding.facts.push_back({"never_seen", model::Fact::Kind::list, "", 0, {"quokka"}});
    CHECK_THAT(written(masked(analysis, mode)), !Catch::Contains("quokka"));
    CHECK_THAT(written(masked(analysis, mode)), Catch::Contains("column '…' fits, too"));
  }
}

TEST_CASE("equal words are equal digests of their label, with one key and not with another") {
  const auto analysis = test::entities();
  const auto once = masked(analysis);
  const auto twice = masked(analysis);
  const auto other = masked(analysis, TextMode::masked, "another key");
  REQUIRE(!analysis.unlabeled.empty());
  CHECK(once.unlabeled[0].surface == twice.unlabeled[0].surface);
  CHECK(once.unlabeled[0].surface != other.unlabeled[0].surface);
  CHECK_THAT(once.unlabeled[0].surface, Catch::StartsWith("⟦" + analysis.unlabeled[0].label + "·"));
  std::set<std::string> surfaces;
  std::set<std::string> digests;
  for (const auto& found : analysis.unlabeled)
    surfaces.insert(found.label + found.surface);
  for (const auto& found : once.unlabeled)
    digests.insert(found.surface);
  CHECK(surfaces.size() == digests.size());
}

TEST_CASE("masking leaves offsets, labels, ids and every number as they are") {
  const auto analysis = test::entities();
  for (const auto mode : both_modes) {
    const auto shown = masked(analysis, mode);
    CHECK(shown.text_mode == mode);
    CHECK(shown.micro.f1.value == analysis.micro.f1.value);
    REQUIRE(shown.shown.size() == analysis.shown.size());
    for (std::size_t i = 0; i < shown.shown.size(); ++i) {
      const auto &before = analysis.shown[i], &after = shown.shown[i];
      CHECK(after.id == before.id);
      CHECK(after.pairs.size() == before.pairs.size());
      if (mode == TextMode::masked)
        CHECK(length_in(OffsetUnit::codepoints, after.text) ==
              length_in(OffsetUnit::codepoints, before.text));
      else
        CHECK((after.text.empty() && !after.has_text));
      for (std::size_t j = 0; j < after.gold.size(); ++j) {
        CHECK(after.gold[j].label == before.gold[j].label);
        CHECK(after.gold[j].begin == before.gold[j].begin);
        CHECK(after.gold[j].end == before.gold[j].end);
      }
    }
  }
}

TEST_CASE("lists of facts hold names of labels, which stay, but for the few that hold words") {
  const std::set<std::string_view> of_words{"cues", "habit_pieces", "parts", "remarks"};
  for (const auto& rule : render::rules())
    for (const auto fact : split(rule.facts, ' ')) {
      const auto name = fact.substr(0, fact.size() - (fact.ends_with("[]") ? 2 : 0));
      CAPTURE(rule.name, name);
      if (fact.ends_with("[]"))
        CHECK(render::may_stay_as_fact(name) != of_words.contains(name));
    }
}

TEST_CASE("ids of errors are digests with the key, as they were digests of texts") {
  auto analysis = test::entities();
  analysis.shown[0].pairs.push_back({model::ErrorClass::missed, 0, {}, "X-0123456789"});
  const auto id_in = [](const model::Analysis& a) { return a.shown[0].pairs.back().id; };
  for (const auto mode : both_modes) {
    const auto id = id_in(masked(analysis, mode));
    CHECK(id != "X-0123456789");
    CHECK(id.size() == 12);
    CHECK(id == id_in(masked(analysis, mode)));
    CHECK(id != id_in(masked(analysis, mode, "another key")));
  }
}

TEST_CASE("an analysis that was masked stays so, and may still lose its texts") {
  const auto analysis = test::entities();
  const auto once = masked(analysis);
  const auto read = render::parse_analysis(written(once), "a.json");
  CHECK(written(masked(read, TextMode::full)) == written(once));
  CHECK(written(masked(read, TextMode::masked, "another key")) == written(once));
  const auto none = masked(read, TextMode::none);
  CHECK(none.text_mode == TextMode::none);
  CHECK_THAT(written(none), !Catch::Contains("⟦"));
  CHECK(written(masked(none, TextMode::masked)) == written(none));
  const test::Scratch scratch;
  render::write_reports(read, with(TextMode::none), scratch.path());
  CHECK_THAT(read_file(scratch.path() / "report.md"), Catch::Contains("Texts are left out"));
}

TEST_CASE("a report that shows less says so first, and one that shows all says nothing") {
  struct Row {
    TextMode mode;
    const char* said;
  };
  const Row row = GENERATE(values<Row>({{TextMode::masked, "Texts are masked: "},
                                        {TextMode::none, "Texts are left out of this report."}}));
  const test::Scratch full;
  const test::Scratch less;
  render::write_reports(test::entities(), {}, full.path());
  render::write_reports(test::entities(), with(row.mode), less.path());
  for (const auto* file : {"report.html", "report.md"}) {
    CHECK_THAT(read_file(less.path() / file), Catch::Contains(row.said));
    CHECK_THAT(read_file(full.path() / file), !Catch::Contains(row.said));
  }
}

TEST_CASE("a file that holds words of a document is not published, however they are written") {
  auto analysis = test::entities();
  analysis.shown[0].text =
      "The heron\nate <two> \"grey\" frogs & left. 北京市海淀区中关村大街二十七号院";
  struct Row {
    const char *file, *text;
  };
  const Row row = GENERATE(values<Row>({
      {"report.md", "so `the HERON ate <two>` there"},
      {"report.html", "<p>The <b>heron</b> <mark>ate</mark> &lt;two&gt;</p>"},
      {"report.html", "<p title=\"heron ate two grey\">"},
      {"report.html", "two grey&#34; frogs &amp; left"},
      {"report.html", "ate two&#x3E; &quot;grey&quot; frogs"},
      {"analysis.json", R"({"a": "The heron\nate \u003ctwo>"})"},
      {"worklist.jsonl", R"({"text":"two> \"grey\" frogs & left"})"},
      {"errors.csv", "X,\"heron ate <two> \"\"grey\"\"\",1"},
      {"report.md", "海淀区中关村大街二十七号"},
      {"report.html", "<bdi>京市海淀区</bdi><bdi>中关村大街二十</bdi>"},
  }));
  CAPTURE(row.file, row.text);
  for (const auto mode : both_modes) {
    const auto how = with(mode);
    const test::Scratch scratch;
    render::write_reports(analysis, how, scratch.path());
    const auto path = scratch.path() / row.file;
    write_file(path, read_file(path) + row.text + "\n");
    CHECK_THROWS_AS(render::check_leaks(analysis, how, scratch.path(), render::report_files(how)),
                    OutputError);
    CHECK_THROWS_WITH(render::check_leaks(analysis, how, scratch.path(), render::report_files(how)),
                      std::string{row.file} +
                          ": holds words of a document, which --text is to keep out of it; "
                          "nothing is published");
  }
}

TEST_CASE("what labels, ids and templates say is no leak, though documents say it too") {
  auto analysis = test::entities();
  for (auto& document : analysis.shown)
    document.text =
        "Too few documents for an interval: the score says nothing about other documents. "
        "12 of 14 in 9 9 9 9 order-7.txt xxx XX 99 x Service Order Number Code";
  analysis.test_set.labels.push_back("Service Order Number Code");
  for (const auto mode : both_modes) {
    const test::Scratch scratch;
    CHECK_NOTHROW(render::write_reports(analysis, with(mode, "order 7 txt of"), scratch.path()));
  }
}
