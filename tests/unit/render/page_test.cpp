#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "render/write_html.hpp"
#include "support/analyses.hpp"
#include "support/catch.hpp"
#include "support/changes.hpp"
#include "support/ticket.hpp"

using namespace errata;
using test::holds;
using test::ticket_of;

namespace {

// What stands between `from` and the next `to`, each time.
std::vector<std::string> all_between(const std::string& text, const std::string& from,
                                     const std::string& to) {
  std::vector<std::string> found;
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    at += from.size();
    found.push_back(text.substr(at, text.find(to, at) - at));
  }
  return found;
}

}  // namespace

TEST_CASE("the links above the page are its sections, those that are there, in their order") {
  const auto analysis = GENERATE(test::entities(), test::single_label(), model::Analysis{});
  render::Templates templates{std::nullopt};
  const auto page = render::write_html(analysis, templates, "");
  const auto nav = page.substr(0, page.find("</nav>"));
  const auto links = all_between(nav, "<li><a href=\"#", "\"");
  CHECK(links == all_between(page, "<section id=\"", "\""));
  CHECK(links.front() == "first");
  CHECK(links.back() == "method");
}

TEST_CASE("a section that has nothing to say is named once, with the reason, and not shown empty") {
  auto analysis = test::single_label();
  analysis.sweep.reset();
  render::Templates templates{std::nullopt};
  const auto page = render::write_html(analysis, templates, "");
  const auto ticket = ticket_of(analysis, templates);
  for (const auto* title :
       {"Missed complex entities", "Predicted but not labelled", "Boundaries"}) {
    CAPTURE(title);
    CHECK_FALSE(holds(page, std::string{title} + "</h2>"));
    CHECK_FALSE(holds(ticket, std::string{"### "} + title));
  }
  CHECK_THAT(page, Catch::Contains(
                       "<strong>Missed complex entities</strong>, "
                       "<strong>Predicted but not labelled</strong>, <strong>Boundaries</strong>, "
                       "because documents are classified as a whole"));
  CHECK_THAT(ticket, Catch::Contains("**Scores by threshold**, because the predictions have no "
                                     "scores"));
}

TEST_CASE("the first findings stand in a list to tick, by the work they ask for") {
  auto analysis = test::entities();
  REQUIRE(analysis.findings.size() >= 3);
  analysis.findings.resize(3);
  analysis.findings[0].rule = "add-examples";
  analysis.findings[1].rule = "of-a-newer-errata";
  analysis.findings[2].rule = "review-labels";
  analysis.findings[2].facts = {{"strong", model::Fact::Kind::count, "", 2}};
  render::Templates templates{std::nullopt};
  const auto ticket = ticket_of(analysis, templates);
  const auto list = ticket.substr(ticket.find("### Decide"));
  const auto accept = list.find("- [ ] Accept the model as it is\n");
  const auto relabel = list.find("- [ ] **Relabel**:\n  ");
  const auto collect = list.find("- [ ] **Collect data**:\n  ");
  const auto other = list.find("- [ ] **Look into**:\n  ");
  CHECK(accept < relabel);
  CHECK(relabel < collect);
  CHECK(collect < other);
  CHECK(other != std::string::npos);
  for (const auto& finding : analysis.findings) {
    CHECK(holds(list.substr(accept, 700), "`" + finding.id + "`"));
    CHECK(holds(render::write_html(analysis, templates, ""),
                "<a href=\"#" + finding.id + "\"><code><bdi>" + finding.id));
  }
}

TEST_CASE("what to decide of a finding is what it advises itself, whatever its rule is for") {
  struct Row {
    std::string rule, fact, decision;
  };
  const auto row = GENERATE(values<Row>({{"review-labels", "strong", "**Relabel**"},
                                         {"review-labels", "moderate", "**Relabel**"},
                                         {"review-labels", "count", "**Read, then decide**"},
                                         {"fix-boundaries", "relabel", "**Relabel**"},
                                         {"fix-boundaries", "habit_one_way", "**Collect data**"},
                                         {"fix-boundaries", "habit_count", "**Read, then decide**"},
                                         {"fix-boundaries", "count", "**Read, then decide**"}}));
  CAPTURE(row.rule, row.fact);
  auto analysis = test::entities();
  analysis.findings.resize(1);
  analysis.findings[0].rule = row.rule;
  analysis.findings[0].facts = {{row.fact, model::Fact::Kind::count, "", 2}};
  render::Templates templates{std::nullopt};
  const auto ticket = ticket_of(analysis, templates);
  CHECK_THAT(ticket.substr(ticket.find("### Decide")), Catch::Contains("- [ ] " + row.decision));
}

TEST_CASE("the verdict begins with what the gates say of shipping") {
  using model::GateOutcome;
  struct Row {
    std::vector<GateOutcome> outcomes;
    std::string said;
  };
  const auto row = GENERATE(values<Row>(
      {{{GateOutcome::passed, GateOutcome::passed}, "May ship by its gates: 2 of 2 passed."},
       {{GateOutcome::passed, GateOutcome::doubtful, GateOutcome::not_assessable},
        "In doubt whether it may ship: 1 of 3 gates could go either way, 1 not assessable."},
       {{GateOutcome::not_assessable},
        "Not said whether it may ship: 1 of 1 gate cannot be assessed."},
       {{GateOutcome::doubtful, GateOutcome::crossed},
        "May not ship: 1 of 2 gates failed, 1 in doubt."}}));
  auto analysis = test::entities();
  analysis.gates.clear();
  for (const auto outcome : row.outcomes)
    analysis.gates.push_back({.name = "micro_f1", .limit = 0.5, .outcome = outcome});
  render::Templates templates{std::nullopt};
  CHECK_THAT(ticket_of(analysis, templates), Catch::Contains("\n\n**" + row.said + "** "));
  CHECK_THAT(render::write_html(analysis, templates, ""),
             Catch::Contains("<strong class=\"ship\">" + row.said + "</strong>"));
}

TEST_CASE("the verdict names what changed beyond chance, worse first, beside micro F1") {
  auto analysis = test::entities();
  analysis.comparison = test::changes();
  render::Templates templates{std::nullopt};
  CHECK_THAT(ticket_of(analysis, templates),
             Catch::Contains("Changed beyond chance: recall **-0.120** (worse), recall of `Person` "
                             "**-0.120** (worse), precision **+0.120** (better)."));
}

TEST_CASE("checks from which nothing follows are folded, and counted") {
  auto analysis = test::entities();
  using model::Outcome;
  const std::vector<model::Fact> none;
  analysis.health = {{"no-summary", Outcome::not_assessable, none, {}},
                     {"reconciled", Outcome::pass, none, {}},
                     {"small-test-set", Outcome::fail, none, {}},
                     {"random-split", Outcome::not_assessable, none, {}}};
  render::Templates templates{std::nullopt};
  const auto page = render::write_html(analysis, templates, "");
  CHECK_THAT(page, Catch::Contains("<summary>2 checks cannot be judged</summary>"));
  CHECK_THAT(page, Catch::Contains("<summary>1 check passes</summary>"));
  const auto ticket = ticket_of(analysis, templates);
  CHECK_THAT(ticket, Catch::Contains("<details><summary>2 checks cannot be judged</summary>"));
  CHECK(ticket.find("**fails**: ") < ticket.find("2 checks cannot be judged"));
}

TEST_CASE("a range of lengths reads as one, also the last, which has no end") {
  auto analysis = test::entities();
  model::Slice slice;
  slice.by = model::Slice::By::length;
  slice.difference = model::Measure::Interval{-0.1, 0.1};
  slice.name = "501-2000";
  analysis.slices = {slice};
  slice.name = "2001-";
  analysis.slices.push_back(slice);
  render::Templates templates{std::nullopt};
  for (const auto& text :
       {render::write_html(analysis, templates, ""), ticket_of(analysis, templates)}) {
    CHECK_THAT(text, Catch::Contains("501 to 2,000 characters"));
    CHECK_THAT(text, Catch::Contains("2,001 characters or more"));
  }
}

TEST_CASE("the earlier test set is named by its fingerprint beside the later one") {
  auto analysis = test::entities();
  REQUIRE(analysis.comparison);
  analysis.comparison->fingerprint = std::string(64, 'a');
  render::Templates templates{std::nullopt};
  const auto said = "Fingerprint of the earlier test set";
  CHECK_THAT(render::write_html(analysis, templates, ""), Catch::Contains(said));
  CHECK_THAT(ticket_of(analysis, templates),
             Catch::Contains(std::string{said} + ": `" + std::string(64, 'a') + "`"));
}

TEST_CASE("a document is found by a finding that counts its errors and has no room to name it") {
  auto analysis = test::entities();
  render::Templates templates{std::nullopt};
  const auto page = render::write_html(analysis, templates, "");
  for (auto& finding : analysis.findings)
    finding.documents.clear();
  const auto unnamed = render::write_html(analysis, templates, "");
  const auto found_in = [](const std::string& text) {
    return all_between(text, "data-findings=\"", "\"");
  };
  CHECK(found_in(unnamed) == found_in(page));
  CHECK(std::ranges::any_of(found_in(page), [](const auto& numbers) { return !numbers.empty(); }));
}

TEST_CASE("texts that begin alike stay apart where they are cut") {
  auto analysis = test::entities();
  const std::string begin(250, 'x');
  analysis.labels.resize(2);
  analysis.labels[0].label = begin + "a";
  analysis.labels[1].label = begin + "b";
  render::Templates templates{std::nullopt};
  const auto page = render::write_html(analysis, templates, "");
  const auto shown = all_between(page, "<th scope=\"row\"><bdi>" + begin.substr(0, 200), "<");
  REQUIRE(shown.size() >= 2);
  CHECK(shown[0] != shown[1]);
  CHECK_THAT(shown[0], Catch::StartsWith("… (251 B, SHA-256 "));
}

TEST_CASE("a page is named by its test set, in characters alone") {
  auto analysis = test::entities();
  analysis.test_set.name = "a <b>\xE2\x80\xAE & c";
  analysis.test_set.model = "v2";
  render::Templates templates{std::nullopt};
  CHECK(holds(render::write_html(analysis, templates, ""),
              "<title>a &#60;b&#62;U+202E &#38; c / v2 – errata report</title>"));
}

TEST_CASE("gates that ask for a decision come first, and no more than a few stand unfolded") {
  auto analysis = test::entities();
  model::Gate gate;
  gate.name = "micro_f1";
  gate.outcome = model::GateOutcome::passed;
  analysis.gates.assign(8, gate);
  analysis.gates[7].outcome = model::GateOutcome::crossed;
  analysis.gates[6].outcome = model::GateOutcome::doubtful;
  render::Templates templates{std::nullopt};
  const auto page = render::write_html(analysis, templates, "");
  const auto classes =
      all_between(page.substr(page.find("<ul class=\"gates\">")), "<li class=\"", "\"><strong>");
  REQUIRE(classes.size() >= 8);
  CHECK(classes[0] == "crossed");
  CHECK(classes[1] == "doubtful");
  CHECK(classes[2] == "passed");
  CHECK_THAT(page, Catch::Contains("<summary>4 more gates</summary>"));
}

TEST_CASE("labels that overlap lie apart, and those that no line is drawn for are counted") {
  auto analysis = test::entities();
  auto& document = analysis.shown[0];
  document.text = std::string(40, 'a');
  document.has_text = true;
  document.unit = OffsetUnit::codepoints;
  document.gold.clear();
  document.predicted.clear();
  document.pairs.clear();
  for (std::uint64_t i = 0; i < 10; ++i) {
    document.gold.push_back({"L" + std::to_string(i), i, 40 - i, {}});
    document.pairs.push_back({model::ErrorClass::missed, i, {}, "X-" + std::to_string(i)});
  }
  document.errors = 10;
  render::Templates templates{std::nullopt};
  const auto page = render::write_html(analysis, templates, "");
  for (int lane = 1; lane < 8; ++lane)
    CHECK(holds(page, "<span class=\"on em l" + std::to_string(lane) + "\">"));
  CHECK_FALSE(holds(page, "class=\"on em l8\""));
  CHECK(holds(page, "<dd dir=\"auto\" class=\"deep\""));
  CHECK(holds(page, "2 more overlap here without a line, named where they end"));
  CHECK(holds(page, "<bdi>L9</bdi>"));
}

TEST_CASE("an example says which of its words are meant, and where its text goes on") {
  auto analysis = test::entities();
  analysis.findings.resize(1);
  model::Example example;
  example.document = "not held";
  example.begin = 20;
  example.end = 24;
  example.text_length = 40;
  example.before = "We live in ";
  example.surface = "Jena";
  example.after = " and";
  example.gold = "City";
  analysis.findings[0].examples = {example};
  render::Templates templates{std::nullopt};
  CHECK(holds(ticket_of(analysis, templates), "`…We live in [[Jena]] and…`"));
  CHECK(holds(render::write_html(analysis, templates, ""),
              "<q dir=\"auto\">…We live in <mark>Jena</mark> and…</q>"));
  analysis.findings[0].examples[0].text_length = 28;
  CHECK(holds(ticket_of(analysis, templates), "`…We live in [[Jena]] and`"));
  analysis.findings[0].examples[0].begin = 11;
  analysis.findings[0].examples[0].end = 19;
  CHECK(holds(ticket_of(analysis, templates), "`We live in [[Jena…]] and…`"));
}

TEST_CASE("a setting names what it puts right, though no document has to be opened") {
  auto analysis = test::entities();
  analysis.findings.resize(1);
  auto& setting = analysis.findings[0];
  setting.rule = "fallback-threshold";
  setting.facts = {{"label", model::Fact::Kind::text, "None"},
                   {"becomes_right", model::Fact::Kind::count, "", 40}};
  setting.effort = 0;
  setting.documents = {"d1", "d2", "d3", "d4"};
  render::Templates templates{std::nullopt};
  const auto ticket = ticket_of(analysis, templates);
  CHECK(holds(ticket, "no document to open"));
  CHECK(holds(ticket, "`d1`, `d2`, `d3` and 37 more"));
  CHECK(holds(render::write_html(analysis, templates, ""), "and 36 more"));
}
