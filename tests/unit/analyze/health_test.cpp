// Checks of the data: each outcome that a rule can have.
#include <algorithm>
#include <chrono>

#include "support/catch.hpp"
#include "support/documents.hpp"

using namespace errata;
using namespace std::chrono_literals;
using model::Outcome;
using model::Task;
using test::Corpus;

namespace {

const model::HealthCheck* find(const model::Analysis& analysis, const char* rule) {
  const auto found = std::ranges::find(analysis.health, rule, &model::HealthCheck::rule);
  return found == analysis.health.end() ? nullptr : &*found;
}

Outcome outcome(const model::Analysis& analysis, const char* rule) {
  const auto* const check = find(analysis, rule);
  REQUIRE(check != nullptr);
  return check->outcome;
}

double number(const model::HealthCheck& check, const char* name) {
  const auto found = std::ranges::find(check.facts, name, &model::Fact::name);
  REQUIRE(found != check.facts.end());
  return found->number;
}

model::Analysis analyzed_on(const Corpus& corpus, std::optional<std::chrono::sys_days> day) {
  const auto tally = corpus.tally();
  analyze::Evidence evidence{tally, corpus.test_set, corpus.labels, day};
  for (const auto& document : corpus.documents)
    evidence.add(document);
  return evidence.finish();
}

// `wrong` of twenty documents of A are taken for B, and as many of B are right.
Corpus tickets(int wrong) {
  Corpus corpus{Task::single_label};
  for (int i = 0; i < 40; ++i) {
    const auto number = std::to_string(i);
    const char* const gold = i < 20 ? "A" : "B";
    corpus.add("d" + number, {{gold}}, {{i < wrong ? "B" : gold}},
               "a text of its own " + number + " and " + std::to_string(i * i));
  }
  return corpus;
}

}  // namespace

TEST_CASE("a model that expires is told of by the day of the report, and never without one") {
  struct Row {
    const char* expires;
    std::optional<std::chrono::sys_days> day;
    Outcome expected;
  };
  const std::chrono::sys_days day = 2026y / 11 / 21;
  const Row row =
      GENERATE_COPY(values<Row>({{"2027-11-21", day, Outcome::pass},
                                 {"2027-02-20", day, Outcome::pass},  // 91 days
                                 {"2027-02-19", day, Outcome::needs_review},
                                 {"2026-11-22", day, Outcome::needs_review},
                                 {"2026-11-21", day, Outcome::fail},
                                 {"2025-01-01T00:00:00Z", day, Outcome::fail},
                                 {"2027-02-30", day, Outcome::not_assessable},
                                 {"soon", day, Outcome::not_assessable},
                                 {"", day, Outcome::not_assessable},
                                 {"2025-01-01", std::nullopt, Outcome::not_assessable}}));
  CAPTURE(row.expires);
  auto corpus = tickets(0);
  CHECK(outcome(analyzed_on(corpus, row.day), "model-expires") == Outcome::not_assessable);
  corpus.test_set.source.facts["expires"] = row.expires;
  CHECK(outcome(analyzed_on(corpus, row.day), "model-expires") == row.expected);
}

TEST_CASE("a day that is left is counted, and one that is past is none") {
  auto corpus = tickets(0);
  corpus.test_set.source.facts["expires"] = "2026-12-01";
  CHECK(number(*find(analyzed_on(corpus, 2026y / 11 / 21), "model-expires"), "days") == 10);
  CHECK(number(*find(analyzed_on(corpus, 2027y / 11 / 21), "model-expires"), "days") == 0);
}

TEST_CASE("documents of the test set that are for training are told of where the split is manual") {
  auto corpus = tickets(0);
  CHECK(outcome(corpus.analyze(), "tested-in-training") == Outcome::not_assessable);
  corpus.test_set.training =
      model::TrainingSet{.documents = 90, .labels = {{"A", 90}}, .tested = 2};
  CHECK(outcome(corpus.analyze(), "tested-in-training") == Outcome::not_assessable);
  corpus.test_set.service.emplace().split = "percentage";
  CHECK(outcome(corpus.analyze(), "tested-in-training") == Outcome::not_assessable);
  corpus.test_set.service->split = "manual";
  CHECK(outcome(corpus.analyze(), "tested-in-training") == Outcome::fail);
  CHECK(number(*find(corpus.analyze(), "tested-in-training"), "count") == 2);
  corpus.test_set.training->tested = 0;
  CHECK(outcome(corpus.analyze(), "tested-in-training") == Outcome::pass);
}

TEST_CASE("a test set that each training draws anew is told of") {
  auto corpus = tickets(0);
  CHECK(outcome(corpus.analyze(), "random-split") == Outcome::not_assessable);
  corpus.test_set.service.emplace();
  CHECK(outcome(corpus.analyze(), "random-split") == Outcome::not_assessable);
  corpus.test_set.service->split = "percentage";
  CHECK(outcome(corpus.analyze(), "random-split") == Outcome::needs_review);
  corpus.test_set.service->split = "manual";
  CHECK(outcome(corpus.analyze(), "random-split") == Outcome::pass);
}

TEST_CASE("balance is judged in the training set and in the test set, each by itself") {
  auto corpus = tickets(0);
  for (int i = 0; i < 3; ++i)
    corpus.add("c" + std::to_string(i), {{"C"}}, {{"C"}}, "another text " + std::to_string(i));
  CHECK(outcome(corpus.analyze(), "imbalanced") == Outcome::not_assessable);
  CHECK(outcome(corpus.analyze(), "imbalanced-test") == Outcome::pass);
  corpus.test_set.training = model::TrainingSet{.labels = {{"A", 100}, {"B", 10}, {"C", 10}}};
  CHECK(outcome(corpus.analyze(), "imbalanced") == Outcome::needs_review);
  CHECK(outcome(corpus.analyze(), "imbalanced-test") == Outcome::pass);
  for (int i = 0; i < 130; ++i)
    corpus.add("e" + std::to_string(i), {{"A"}}, {{"A"}}, "one more " + std::to_string(i * i));
  CHECK(outcome(corpus.analyze(), "imbalanced-test") == Outcome::needs_review);
}

TEST_CASE("a test set that is too small for intervals is told of") {
  Corpus corpus{Task::single_label};
  for (int i = 0; i < 9; ++i)
    corpus.add("d" + std::to_string(i), {{"A"}}, {{"A"}}, "text " + std::to_string(i));
  CHECK(outcome(corpus.analyze(), "small-test-set") == Outcome::needs_review);
  corpus.add("d9", {{"A"}}, {{"A"}}, "text 9");
  CHECK(outcome(corpus.analyze(), "small-test-set") == Outcome::pass);
}

TEST_CASE("documents without a label or a prediction make no test set large") {
  Corpus corpus{Task::entities};
  for (int i = 0; i < 59; ++i) {
    const auto items = i < 9 ? std::vector<test::Item>{{"A", 0, 4}} : std::vector<test::Item>{};
    corpus.add("d" + std::to_string(i), items, items, "Acme " + std::to_string(i));
  }
  const auto a = corpus.analyze();
  CHECK_FALSE(a.micro.f1.interval);
  CHECK(outcome(a, "small-test-set") == Outcome::needs_review);
  CHECK(number(*find(a, "small-test-set"), "with_items") == 9);
}

TEST_CASE("white space is no text, and makes no equal texts") {
  Corpus corpus{Task::single_label};
  for (int i = 0; i < 20; ++i)
    corpus.add("d" + std::to_string(i), {{i % 2 ? "A" : "B"}}, {{"A"}}, i % 2 ? " \n" : "\u00A0");
  const auto a = corpus.analyze();
  CHECK(outcome(a, "texts-missing") == Outcome::needs_review);
  CHECK(outcome(a, "conflicting-labels") == Outcome::not_assessable);
}

TEST_CASE("entities of which none is found are not found") {
  Corpus corpus{Task::entities};
  for (int i = 0; i < 30; ++i)
    corpus.add("d" + std::to_string(i), {{"Person", 0, 4}}, {}, "Anna " + std::to_string(i));
  CHECK(outcome(corpus.analyze(), "labels-cut-or-missed") == Outcome::fail);
  CHECK(outcome(corpus.analyze(), "complex-entities") == Outcome::not_assessable);
}

TEST_CASE("labels that are switched on one side are no predictions that go with the labels") {
  Corpus corpus{Task::single_label};
  for (int i = 0; i < 100; ++i)
    corpus.add("d" + std::to_string(i), {{i % 2 ? "yes" : "no"}}, {{i % 2 ? "no" : "yes"}});
  const auto a = corpus.analyze();
  CHECK(outcome(a, "predictions-follow-labels") == Outcome::needs_review);
  CHECK(number(*find(a, "predictions-follow-labels"), "below_chance") == 1);
}

TEST_CASE("whether labels are confused is answered, be it by no finding") {
  CHECK(outcome(tickets(12).analyze(), "labels-confused") == Outcome::fail);
  CHECK(outcome(tickets(2).analyze(), "labels-confused") == Outcome::needs_review);
  CHECK(outcome(tickets(0).analyze(), "labels-confused") == Outcome::pass);
  Corpus alone{Task::single_label};
  alone.add("a", {{"A"}}, {{"A"}}, "text");
  CHECK(outcome(alone.analyze(), "labels-confused") == Outcome::not_assessable);
  Corpus silent{Task::multi_label};
  silent.add("a", {{"A"}, {"B"}}, {}, "text");
  CHECK(outcome(silent.analyze(), "labels-confused") == Outcome::not_assessable);
}

TEST_CASE("whether predictions go with the labels at all is answered, and not for too few") {
  const auto* const rule = "predictions-follow-labels";
  CHECK(outcome(tickets(0).analyze(), rule) == Outcome::pass);
  CHECK(outcome(tickets(8).analyze(), rule) == Outcome::pass);
  CHECK(outcome(tickets(12).analyze(), rule) == Outcome::pass);
  CHECK(outcome(tickets(13).analyze(), rule) == Outcome::needs_review);  // 27 of 40, 20 by chance
  CHECK(outcome(tickets(20).analyze(), rule) == Outcome::needs_review);  // all are B
  CHECK(number(*find(tickets(20).analyze(), rule), "one_for_all") == 1);
  CHECK(number(*find(tickets(20).analyze(), rule), "by_chance") == 0.5);
  Corpus uneven{Task::single_label};  // and right throughout
  for (int i = 0; i < 100; ++i) {
    const auto* const label = i < 97 ? "A" : i < 99 ? "B" : "C";
    uneven.add("d" + std::to_string(i), {{label}}, {{label}});
  }
  CHECK(outcome(uneven.analyze(), rule) == Outcome::pass);
  Corpus moved{Task::single_label};  // by one record
  const std::array<const char*, 3> labels{"A", "B", "C"};
  for (std::size_t i = 0; i < 90; ++i)
    moved.add("d" + std::to_string(i), {{labels[i % 3]}}, {{labels[i / 3 % 3]}});
  CHECK(outcome(moved.analyze(), rule) == Outcome::needs_review);
  Corpus alone{Task::single_label};
  alone.add("a", {{"A"}}, {{"A"}});
  CHECK(outcome(alone.analyze(), rule) == Outcome::not_assessable);
  alone.add("b", {{"B"}}, {{"B"}});
  CHECK(outcome(alone.analyze(), rule) == Outcome::not_assessable);
  CHECK(find(Corpus{Task::entities}.add("a", {}, {}, "x").analyze(), rule) == nullptr);
}

TEST_CASE("checks of entities are made of entities alone") {
  Corpus corpus{Task::entities};
  corpus.add("a", {{"A", 0, 1}}, {{"A", 0, 1}}, "x y");
  const auto bare = Corpus{Task::entities}.add("a", {{"A", 0, 1}}, {{"A", 0, 1}}).analyze();
  const auto empty = Corpus{Task::entities}.add("a", {}, {}, "x").analyze();
  for (const auto* rule : {"labels-cut-or-missed", "complex-entities", "unlabelled-predictions"}) {
    CAPTURE(rule);
    CHECK(outcome(corpus.analyze(), rule) == Outcome::pass);
    CHECK(find(tickets(0).analyze(), rule) == nullptr);
    CHECK(outcome(empty, rule) == Outcome::not_assessable);
  }
  CHECK(outcome(bare, "labels-cut-or-missed") == Outcome::pass);
  CHECK(outcome(bare, "complex-entities") == Outcome::not_assessable);
  CHECK(outcome(bare, "unlabelled-predictions") == Outcome::not_assessable);
}

TEST_CASE(
    "entities that are missed, cut, complex or not labelled fail the check that asks for it") {
  Corpus corpus{Task::entities};
  for (int i = 0; i < 12; ++i)
    corpus.add("m" + std::to_string(i), {{"A", 0, 4}, {"B", 5, 9}}, {{"B", 5, 8}, {"C", 10, 14}},
               "Oslo Bern Rome");
  corpus.add("found", {{"A", 0, 4}}, {{"A", 0, 4}}, "Oslo");
  const auto a = corpus.analyze();
  CHECK(outcome(a, "labels-cut-or-missed") == Outcome::fail);
  CHECK(number(*find(a, "labels-cut-or-missed"), "count") >= 2);
  CHECK(outcome(a, "unlabelled-predictions") != Outcome::pass);
}

TEST_CASE("equal texts with two labels ask whether both fit, where a document has one label") {
  auto corpus = tickets(0);
  CHECK(outcome(corpus.analyze(), "two-labels-fit") == Outcome::pass);
  CHECK(outcome(corpus.analyze(), "labels-inconsistent") == Outcome::pass);
  const char* const text = "the very same words stand in both of these two texts here";
  corpus.add("x", {{"A"}}, {{"A"}}, text).add("y", {{"B"}}, {{"A"}}, text);
  CHECK(outcome(corpus.analyze(), "two-labels-fit") == Outcome::needs_review);
  CHECK(number(*find(corpus.analyze(), "labels-inconsistent"), "conflicts") == 1);
  Corpus several{Task::multi_label};
  several.add("x", {{"A"}}, {{"A"}}, text).add("y", {{"B"}}, {{"A"}}, text);
  CHECK(find(several.analyze(), "two-labels-fit") == nullptr);
  CHECK(outcome(several.analyze(), "labels-inconsistent") == Outcome::needs_review);
  Corpus bare{Task::single_label};
  bare.add("x", {{"A"}}, {{"A"}});
  CHECK(outcome(bare.analyze(), "two-labels-fit") == Outcome::not_assessable);
  CHECK(outcome(bare.analyze(), "labels-inconsistent") == Outcome::not_assessable);
}

TEST_CASE("a label of the test set that training does not name has no example there") {
  auto corpus = tickets(0);
  corpus.test_set.training = model::TrainingSet{.labels = {{"A", 100}}};
  const auto analysis = corpus.analyze();
  for (const auto* rule : {"few-training-labels", "below-recommended-labels", "split-differs"}) {
    CAPTURE(rule);
    CHECK(outcome(analysis, rule) != Outcome::pass);
    CHECK(number(*find(analysis, rule), "count") == 1);
  }
}

TEST_CASE("no stated language is no language, and a region makes no other one") {
  Corpus corpus{Task::single_label};
  corpus.test_set.source.facts["multilingual"] = "no";
  for (int i = 0; i < 120; ++i) {
    const char* const predicted = i % 2 == 0 ? "B" : "A";
    corpus.add("d" + std::to_string(i), {{"A"}}, {{i < 60 ? "A" : predicted}});
    corpus.documents.back().language = i < 30 ? "en" : i < 60 ? "en-US" : "";
  }
  CHECK(outcome(corpus.analyze(), "weak-languages") == Outcome::pass);
  CHECK(outcome(corpus.analyze(), "multilingual-option") == Outcome::pass);
  corpus.documents.front().language = "de";
  CHECK(outcome(corpus.analyze(), "multilingual-option") == Outcome::fail);
}

TEST_CASE("two records of one id and text are one conflict, however often they come") {
  auto corpus = tickets(0);
  const char* const text = "the very same words stand in both of these two texts here";
  for (int i = 0; i < 50; ++i)
    corpus.add("x", {{"A"}}, {{"A"}}, text).add("x", {{"B"}}, {{"A"}}, text);
  CHECK(corpus.analyze().conflicts_total == 1);
}
