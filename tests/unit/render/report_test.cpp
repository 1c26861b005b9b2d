#include <filesystem>

#include "core/error.hpp"
#include "core/files.hpp"
#include "render/analysis_json.hpp"
#include "render/render.hpp"
#include "render/write_html.hpp"
#include "support/analyses.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"
#include "support/ticket.hpp"

using namespace errata;
using test::holds;
using test::ticket_of;

namespace {

std::string written(const model::Analysis& analysis) {
  render::Templates templates{std::nullopt};
  return render::write_analysis(analysis, render::Guide{templates, render::plain});
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  text.replace(text.find(from), from.size(), to);
  return text;
}

}  // namespace

TEST_CASE("an analysis that was read gives the same three reports, byte for byte") {
  const auto analysis = GENERATE(test::entities(), test::single_label(), test::multi_label(),
                                 model::Analysis{}, test::hostile("</script>`|\xE2\x80\xAE\n"));
  const test::Scratch first;
  const test::Scratch second;
  render::write_reports(analysis, {}, first.path());
  render::write_reports(render::read_analysis(first.path() / "analysis.json"), {}, second.path());
  for (const auto name : render::report_files(render::Options{}))
    CHECK(read_file(first.path() / name) == read_file(second.path() / name));
}

TEST_CASE("label errors are listed as far as the user's threshold holds them for likely") {
  auto analysis = test::multi_label();
  analysis.label_errors_likely = 1;  // of chances 0.8 and 0.55
  const test::Scratch folder;
  render::write_reports(analysis, {}, folder.path());
  const auto report = read_file(folder.path() / "report.md");
  CHECK_THAT(report,
             Catch::Contains("1 of these times the label of the test set is probably wrong"));
  CHECK_THAT(report, Catch::Contains("| 80.0 % |"));
  CHECK_THAT(report, !Catch::Contains("| 55.0 % |"));
}

TEST_CASE("the keys that programs rely on keep their names") {
  const auto json = written(test::entities());
  for (const auto* key : {"\"schema\": \"errata/analysis/1\"",
                          "\"model\": {",
                          "\"test_set\": {",
                          "\"scores\": {",
                          "\"schemes\": {",
                          "\"error_classes\": {",
                          "\"labels\": [",
                          "\"matrix\": {",
                          "\"confusions\": [",
                          "\"missed\": [",
                          "\"unlabeled\": [",
                          "\"audit\": [",
                          "\"boundaries\": [",
                          "\"findings\": [",
                          "\"health\": [",
                          "\"issues\": {",
                          "\"comparison\": {",
                          "\"test_set\": \"overlap\"",
                          "\"verdict\": \"no_detectable_change\"",
                          "\"method\": {",
                          "\"fingerprint\": ",
                          "\"true_positives\": ",
                          "\"both_ways\": true",
                          "\"title\": \"Separate or merge \\\"Organization\\\" and"})
    CHECK_THAT(json, Catch::Contains(key));
}

TEST_CASE("an analysis that is broken is refused with the key at fault") {
  const auto json = written(test::entities());
  struct Row {
    std::string text, said;
  };
  const std::vector<Row> rows{
      {"", "a.json: is empty"},
      {"[]", "a.json: is not an analysis: no object"},
      {with(json, "errata/analysis/1", "errata/analysis/9"),
       "a.json: schema is 'errata/analysis/9', not 'errata/analysis/1'"},
      {with(json, "\"documents\": 14", "\"documents\": -1"),
       "a.json: test_set.documents: is not a whole number from 0"},
      {with(json, "\"task\": \"entities\"", "\"task\": \"entitys\""),
       "a.json: model.task: unknown value 'entitys', did you mean 'entities'?"},
      {with(json, "\"fingerprint\"", "\"fingerprnt\""), "a.json: test_set.fingerprint: is missing"},
      {with(json, "\"findings\": [", "\"findings\": [7,"), "a.json: findings.0: is not an object"},
      {with(json, "\"verdict\": \"better\"", "\"verdict\": \"bettr\""),
       "a.json: comparison.scores.1.difference.verdict: unknown value 'bettr', did you mean "
       "'better'?"},
      {with(json, "\"audit\": [", "\"method\": {}, \"audit\": ["),
       "a.json: has a key twice in one object"},
      {json.substr(0, json.size() / 2), "a.json: "},
  };
  for (const auto& row : rows) {
    CAPTURE(row.said);
    CHECK_THROWS_WITH(render::parse_analysis(row.text, "a.json"), Catch::StartsWith(row.said));
    CHECK_THROWS_AS(render::parse_analysis(row.text, "a.json"), InputError);
  }
}

TEST_CASE("a matrix, a sweep or a pair that does not fit is refused, not drawn") {
  auto narrow = test::entities();
  narrow.matrix.rows[1].pop_back();
  CHECK_THROWS_WITH(render::parse_analysis(written(narrow), "a"), Catch::Contains("do not fit"));
  auto unordered = test::entities();
  std::swap(unordered.sweep->rows[0], unordered.sweep->rows[1]);
  CHECK_THROWS_WITH(render::parse_analysis(written(unordered), "a"), Catch::Contains("ascend"));
  auto beyond = test::entities();
  beyond.sweep->best = 3;
  CHECK_THROWS_WITH(render::parse_analysis(written(beyond), "a"), Catch::Contains("best one"));
  auto astray = test::entities();
  astray.shown[0].pairs[0].gold = 99;
  CHECK_THROWS_WITH(render::parse_analysis(written(astray), "a"), Catch::Contains("no such span"));
}

TEST_CASE("scores by threshold begin where the reading cut predictions off, and say so") {
  auto analysis = test::entities();
  render::Templates templates{std::nullopt};
  const auto whole = render::write_html(analysis, templates, "");
  CHECK_THAT(whole, Catch::Contains("against 0.811 with all predictions."));
  CHECK_THAT(whole, Catch::Contains("<th scope=\"row\" class=\"n\">0</th>"));
  analysis.test_set.source.facts["threshold"] = "0.25";
  for (const auto& text :
       {render::write_html(analysis, templates, ""), ticket_of(analysis, templates)}) {
    CHECK_THAT(text, Catch::Contains("against 0.811 with all predictions from 0.25 up."));
    CHECK_THAT(text, Catch::Contains("Predictions below 0.25 were left out"));
  }
  const auto cut = render::write_html(analysis, templates, "");
  CHECK_THAT(cut, Catch::Contains("<th scope=\"row\" class=\"n\">0.25</th>"));
  CHECK_THAT(cut, !Catch::Contains("<th scope=\"row\" class=\"n\">0</th>"));
}

TEST_CASE("a threshold that the rows contradict, or that is none, changes no words") {
  const auto* said = GENERATE("0.5", "0", "7", "<b>");
  auto analysis = test::entities();
  analysis.test_set.source.facts["threshold"] = said;
  render::Templates templates{std::nullopt};
  CHECK_THAT(render::write_html(analysis, templates, ""),
             Catch::Contains("against 0.811 with all predictions."));
}

TEST_CASE("offsets outside of a text change nothing but where a mark stands") {
  auto analysis = test::entities();
  for (auto& document : analysis.shown)
    for (auto& span : document.gold)
      span = {span.label, span.begin * 1'000'003, span.begin, span.score};
  render::Templates templates{std::nullopt};
  CHECK_NOTHROW(render::write_html(analysis, templates, ""));
}

TEST_CASE("the page, the ticket and the JSON tell the same numbers") {
  const auto analysis = test::entities();
  render::Templates templates{std::nullopt};
  const auto page = render::write_html(analysis, templates, "");
  const auto ticket = ticket_of(analysis, templates);
  // 29 right of 40 labelled and 39 predicted: P = 29/39, R = 29/40, F1 = 58/79.
  for (const auto* figure : {"0.734", "[0.684, 0.774]", "0.744", "0.725", "8 of them (57.1 %)",
                             "+0.104", "41.7 % [36.7 %, 45.7 %]", "+0.175", "0.801"}) {
    CAPTURE(figure);
    if (std::string{figure}.starts_with("8 of"))
      CHECK(holds(page, "8 of them (57.1 %)"));
    else
      CHECK(holds(page, figure));
    CHECK(holds(ticket, figure));
  }
  CHECK(holds(written(analysis), "\"micro_f1\": 0.1042") == holds(written(analysis), "0.1042"));
  CHECK(render::verdict(analysis) ==
        "order desk: micro F1 0.734 [0.684, 0.774], 3 findings; against 2026-11-20T020000Z: no "
        "detectable change of micro F1 (0.072 or more would have been seen)");
}

TEST_CASE("a finding is linked by its id, and by its place where that is none or comes twice") {
  auto analysis = test::entities();
  REQUIRE(analysis.findings.size() > 1);
  analysis.findings.resize(2);
  analysis.findings.insert(analysis.findings.end(), 2, analysis.findings[0]);
  analysis.findings[0].id = analysis.findings[3].id = "E-0123456789";
  analysis.findings[1].id = "E-\"><script>";
  analysis.findings[2].id = "documents";
  render::Templates templates{std::nullopt};
  const auto page = render::write_html(analysis, templates, "");
  for (const auto* anchor : {"<li id=\"E-0123456789\" data-number=\"1\"", "<li id=\"f2\"",
                             "<li id=\"f3\"", "<li id=\"f4\""})
    CHECK_THAT(page, Catch::Contains(anchor));
}

TEST_CASE("a document names the findings that name it") {
  auto analysis = test::entities();
  REQUIRE(analysis.findings.size() > 1);
  analysis.findings.resize(2);
  const auto id = analysis.shown.at(0).id;
  for (auto& finding : analysis.findings)
    finding.documents = {id};
  render::Templates templates{std::nullopt};
  CHECK_THAT(render::write_html(analysis, templates, ""),
             Catch::Contains("data-findings=\"1 2\"") && Catch::Contains("data-findings=\"\""));
}

TEST_CASE("errors of a document are marked where they stand, with their letter") {
  render::Templates templates{std::nullopt};
  const auto page = render::write_html(test::entities(), templates, "");
  CHECK(holds(page, "<span class=\"on ec\">Acme Corp</span><bdi class=\"chip ec\">"));
  CHECK(holds(page, "<span class=\"on em\">朝阳区建国路88号</span>"));
  CHECK(holds(page, "dir=\"auto\" lang=\"ar\""));
  // England lies inside Bank of England: both chips follow it, the inner one first.
  CHECK(holds(page,
              "<span class=\"on eb\">Bank of </span><span class=\"on eb\"><span class=\"on ok l1\">"
              "England</span></span><bdi class=\"chip ok\"><span class=\"br\"> [</span>"
              "<bdi>City</bdi><span class=\"br\">] </span></bdi><bdi class=\"chip eb\">"));
  // The long text is folded to its errors.
  CHECK(holds(page, "Contact Jane Roe at ") == false);
  CHECK(holds(page, "<span class=\"gap\"> … </span>"));
}

TEST_CASE("each missing label of a document stands in one row with all the extra ones") {
  auto analysis = test::multi_label();
  auto& d = analysis.shown[0];
  d.gold = {{"A", 0, 0, {}}, {"B", 0, 0, {}}};
  d.predicted = {{"X", 0, 0, {}}, {"Y", 0, 0, {}}, {"Z", 0, 0, {}}};
  using model::ErrorClass;
  d.pairs = {{ErrorClass::type, 0, 0}, {ErrorClass::type, 1, 1}, {ErrorClass::type, {}, 2}};
  d.errors = 2;
  render::Templates templates{std::nullopt};
  const auto ticket = ticket_of(analysis, templates);
  CHECK(holds(ticket, "Document 1: 2 errors"));
  CHECK(holds(ticket, "| C confused | `A`  | `X`, `Y`, `Z` |"));
  CHECK(holds(ticket, "| C confused | `B`  | `X`, `Y`, `Z` |"));
  CHECK_FALSE(holds(ticket, "| C confused | nothing"));
}

TEST_CASE("of complex spans is said what was measured, and only where it is proved") {
  auto analysis = test::entities();
  render::Templates templates{std::nullopt};
  const std::string said = "Complex spans are found less often than simple ones";
  analysis.missed[0].simple_of_all_labels = false;
  CHECK(holds(render::write_html(analysis, templates, ""), "complex ones are found less often"));
  CHECK(holds(ticket_of(analysis, templates), said + "."));
  analysis.missed[0].simple_of_all_labels = true;
  CHECK(holds(ticket_of(analysis, templates), said + " of all labels."));
  analysis.missed[0].complexity_proved = false;
  const auto page = render::write_html(analysis, templates, "");
  CHECK_FALSE(holds(page, "complex ones are found less often"));
  CHECK(holds(page, "most are not found"));
  const auto ticket = ticket_of(analysis, templates);
  CHECK_FALSE(holds(ticket, said));
  CHECK(holds(ticket, "Most are not found."));
}

TEST_CASE("the joint gain is held against the sum only where it is another number") {
  auto analysis = test::entities();
  render::Templates templates{std::nullopt};
  model::Gain sum;
  for (std::size_t i = 0; i < 3; ++i) {
    sum.micro_f1 += analysis.findings.at(i).gain.micro_f1;
    sum.macro_f1 += analysis.findings.at(i).gain.macro_f1;
  }
  analysis.joint_gain = sum;
  CHECK_FALSE(holds(ticket_of(analysis, templates), "One by one their gains make"));
  CHECK_FALSE(holds(render::write_html(analysis, templates, ""), "One by one their gains make"));
  analysis.joint_gain.micro_f1 -= 0.01;
  CHECK(holds(ticket_of(analysis, templates), "One by one their gains make"));
  CHECK(holds(render::write_html(analysis, templates, ""), "One by one their gains make"));
}

TEST_CASE("the first findings share errors where their facts say so") {
  auto analysis = test::entities();
  render::Templates templates{std::nullopt};
  analysis.joint_gain = {};
  for (auto& finding : analysis.findings)
    std::erase_if(finding.facts, [](const auto& fact) { return fact.name.starts_with("shares"); });
  REQUIRE(holds(ticket_of(analysis, templates), "One by one their gains make"));
  CHECK_FALSE(holds(ticket_of(analysis, templates), "they share errors"));
  auto& facts = analysis.findings.at(1).facts;
  facts.push_back({"shares", model::Fact::Kind::text, analysis.findings[0].id, 0});
  facts.push_back({"shares_count", model::Fact::Kind::count, "", 2});
  CHECK(holds(ticket_of(analysis, templates), "they share errors"));
}

TEST_CASE("the order of findings is told in the words of what ranks them") {
  render::Templates templates{std::nullopt};
  const std::string said =
      "The best evidence first, then the most micro F1 gained for each document to open. A label "
      "that is predicted in place of several others comes before the confusions that it makes";
  CHECK(holds(render::write_html(test::entities(), templates, ""), said));
  CHECK(holds(ticket_of(test::entities(), templates), said));
}

TEST_CASE("a first evaluation says that there is none to compare with, and how to get one") {
  render::Templates templates{std::nullopt};
  auto first = test::entities();
  CHECK(holds(render::write_html(first, templates, ""), "What changed"));
  CHECK(holds(ticket_of(first, templates), "What changed"));
  first.comparison.reset();
  CHECK_FALSE(holds(render::write_html(first, templates, ""), "What changed</h2>"));
  CHECK_FALSE(holds(ticket_of(first, templates), "### What changed"));
  CHECK(holds(render::write_html(first, templates, ""),
              "errata compare does that for two files, <code>baseline = previous</code>"));
  CHECK(holds(ticket_of(first, templates),
              "errata compare does that for two files, `baseline = previous`"));
  CHECK_FALSE(holds(ticket_of(first, templates), "Against `"));
  CHECK(holds(written(first), "\"comparison\": null"));
}

TEST_CASE("pairs that are not listed may have as many items as the last that is") {
  auto analysis = test::entities();
  while (analysis.confusions.size() < 50)
    analysis.confusions.push_back(analysis.confusions.front());
  analysis.confusion_pairs = 50;
  render::Templates templates{std::nullopt};
  CHECK(holds(ticket_of(analysis, templates),
              "38 more pairs, none with more items, are not listed."));
  CHECK(holds(render::write_html(analysis, templates, ""),
              "10 more pairs, none with more items, are not listed."));
}

TEST_CASE("the method is told in words, whole") {
  auto analysis = test::entities();
  const std::string words =
      "points for 4 and 7 tokens, 25 characters; simple 0-1, share 0.8: " + std::string(300, 'a');
  analysis.method = {
      {"measure of tomorrow", words}, {"complexity", ""}, {"odd", "see www.example.org"}};
  render::Templates templates{std::nullopt};
  CHECK(holds(render::write_html(analysis, templates, ""),
              "<dt>measure of tomorrow</dt><dd>" + words + "</dd>"));
  const auto ticket = ticket_of(analysis, templates);
  CHECK(holds(ticket, "- measure of tomorrow: " + words + "\n"));
  CHECK(holds(
      ticket,
      "- complexity: how hard a span is to find, in points: for 4 and 7 tokens, 25 characters, "));
  CHECK(holds(ticket, "- odd: `see www.example.org`\n"));
}

TEST_CASE("each part of a proposal stands beside an example and what its share is of") {
  const auto analysis = test::entities();
  render::Templates templates{std::nullopt};
  const auto ticket = ticket_of(analysis, templates);
  const auto& missed = analysis.missed.at(0);
  CHECK(holds(ticket, std::to_string(missed.proposal->spans) + " of the " +
                          std::to_string(missed.gold) + " labelled spans fall into two or more"));
  CHECK(holds(ticket, "Number `12`, `City` `Berlin`"));
}

TEST_CASE("a report of nothing wrong announces no errors, and one is not many") {
  auto analysis = test::multi_label();
  for (auto& d : analysis.shown) {
    d.pairs.clear();
    d.errors = 0;
  }
  analysis.documents_with_errors = 0;
  analysis.gold = 1;
  analysis.test_set.issues.seen = 1;
  for (auto& total : analysis.by_class)
    total.count = 0;
  analysis.by_class[4].count = 1;
  render::Templates templates{std::nullopt};
  const auto ticket = ticket_of(analysis, templates);
  CHECK(holds(ticket, "0 of 3 documents hold an error."));
  CHECK_FALSE(holds(ticket, "The worst first:"));
  CHECK(holds(ticket, "1 item labelled, "));
  CHECK(holds(ticket, "1 record was read: "));
  CHECK(holds(ticket, " right, 1 error."));
  analysis.documents_with_errors = 1;
  CHECK(holds(render::write_html(analysis, templates, ""), "1 of 3 documents holds an error."));
}

TEST_CASE("that predictions may be of other documents is said before all findings") {
  const auto number = [](const char* name, double value) {
    return model::Fact{name, model::Fact::Kind::count, "", value};
  };
  const auto share = [](const char* name, double value) {
    return model::Fact{name, model::Fact::Kind::share, "", value};
  };
  auto analysis = test::single_label();
  analysis.findings = test::entities().findings;
  render::Templates templates{std::nullopt};
  const auto* const advice = "Check first that labels and predictions are of the same documents";
  for (const bool is_mixed_up : {false, true}) {
    CAPTURE(is_mixed_up);
    analysis.health.push_back({"predictions-follow-labels",
                               model::Outcome::needs_review,
                               {number("count", 30), number("predictions", 100),
                                share("right", 0.3), share("by_chance", 0.3), number("unclear", 1),
                                number("mixed_up", is_mixed_up), number("one_for_all", 0)},
                               {}});
    const auto ticket = ticket_of(analysis, templates);
    const auto page = render::write_html(analysis, templates, "");
    REQUIRE(holds(ticket, "1. **"));
    REQUIRE(holds(ticket, advice));  // the check says it as well
    REQUIRE(holds(page, "class=\"glance\""));
    CHECK((ticket.find(advice) < ticket.find("1. **")) == is_mixed_up);
    CHECK((page.find(advice) < page.find("class=\"glance\"")) == is_mixed_up);
    analysis.health.pop_back();
  }
}

TEST_CASE("a matching scheme without a denominator is n/a, not 0") {
  auto analysis = test::entities();
  analysis.schemes->type.precision.reset();
  render::Templates templates{std::nullopt};
  CHECK(holds(render::write_html(analysis, templates, ""), "<td class=\"n\">n/a</td>"));
  CHECK(holds(written(analysis), "\"precision\": null"));
}

TEST_CASE("a page never outgrows its limits and says what it leaves out") {
  const auto analysis = test::large(1500);
  render::Templates templates{std::nullopt};
  const auto page = render::write_html(analysis, templates, "");
  CHECK(page.size() <= render::html_aim);
  CHECK(holds(page, "are left out of this page to keep it small"));
  CHECK(holds(page, "more labels stand in analysis.json"));
  const auto ticket = ticket_of(analysis, templates);
  CHECK(ticket.size() <= render::ticket_dialects().front().budget);
}

TEST_CASE("a hostile flood fits the limits as well") {
  auto analysis = test::hostile(std::string(2000, '\x01'));
  for (int i = 0; i < 12; ++i)
    analysis.findings.insert(analysis.findings.end(), analysis.findings.begin(),
                             analysis.findings.begin() + 3);
  while (analysis.labels.size() < 400)
    analysis.labels.push_back(analysis.labels[0]);
  render::Templates templates{std::nullopt};
  const auto ticket = ticket_of(analysis, templates);
  CHECK(ticket.size() <= render::ticket_dialects().front().budget);
  CHECK(holds(ticket, "Shortened to fit a comment: "));
  CHECK(render::write_html(analysis, templates, "").size() <= render::html_limit);
}
