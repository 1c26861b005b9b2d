#include "analyze/thresholds.hpp"

#include <algorithm>

#include "support/catch.hpp"
#include "support/documents.hpp"

using namespace errata;

namespace {

// Twelve documents of B taken for A, forty of A and of B that are right, two of a rare C.
test::Corpus corpus() {
  test::Corpus made{model::Task::single_label};
  for (int i = 0; i < 94; ++i) {
    const char* const gold = i < 40 ? "A" : i < 92 ? "B" : "C";
    const char* const predicted = i >= 80 && i < 92 ? "A" : gold;
    made.add("d" + std::to_string(i), {{gold}}, {{predicted}}, "text " + std::to_string(i));
  }
  return made;
}

model::Analysis analyzed(const analyze::Thresholds& thresholds) {
  const auto made = corpus();
  analyze::Tally tally{made.task, made.labels.size(), thresholds};
  for (const auto& document : made.documents)
    tally.add(document);
  return made.analyze(tally);
}

bool finds(const model::Analysis& analysis, const char* rule) {
  return std::ranges::find(analysis.findings, rule, &model::Finding::rule) !=
         analysis.findings.end();
}

model::Outcome outcome_of(const model::Analysis& analysis, const char* rule) {
  const auto found = std::ranges::find(analysis.health, rule, &model::HealthCheck::rule);
  REQUIRE(found != analysis.health.end());
  return found->outcome;
}

}  // namespace

TEST_CASE("an analysis lists every threshold, and says which are not the usual ones") {
  analyze::Thresholds thresholds;
  thresholds.weak_score = 0.7;
  const auto analysis = analyzed(thresholds);
  CHECK(analysis.thresholds.size() == analyze::threshold_table().size());
  for (const auto& threshold : analysis.thresholds) {
    CAPTURE(threshold.name);
    CHECK(threshold.overridden == (threshold.name == "weak_score"));
    CHECK_FALSE(threshold.rules.empty());
  }
}

TEST_CASE("a threshold that is set decides what is found") {
  struct Row {
    void (*set)(analyze::Thresholds& to);
    const char* rule;
    bool before, after;
  };
  const Row row = GENERATE(values<Row>(
      {{[](analyze::Thresholds& t) { t.suspected_rate = t.constant_rate = 0.5; },
        "one-way-confusion", true, false},
       {[](analyze::Thresholds& t) { t.weak_score = 0.8; }, "add-examples", false, true},
       {[](analyze::Thresholds& t) { t.weak_score = 0.8; }, "over-predicted", false, true},
       {[](analyze::Thresholds& t) {
          t.weak_score = 0.8;
          t.few_test_labels = 60;
        },
        "add-examples", false, false}}));
  analyze::Thresholds thresholds;
  row.set(thresholds);
  CAPTURE(row.rule);
  CHECK(finds(analyzed({}), row.rule) == row.before);
  CHECK(finds(analyzed(thresholds), row.rule) == row.after);
}

TEST_CASE("a pair that is proved is told of, whatever is asked of a suspicion") {
  analyze::Thresholds thresholds;
  thresholds.suspected_items = 1000;
  CHECK(finds(analyzed(thresholds), "one-way-confusion"));
  thresholds.least_items = 1000;
  CHECK_FALSE(finds(analyzed(thresholds), "one-way-confusion"));
}

TEST_CASE("a threshold that is set decides a check of the data") {
  struct Row {
    void (*set)(analyze::Thresholds& to);
    const char* rule;
    model::Outcome before, after;
  };
  using model::Outcome;
  const Row row =
      GENERATE(values<Row>({{[](analyze::Thresholds& t) { t.few_test_labels = 2; },
                             "few-test-labels", Outcome::needs_review, Outcome::pass},
                            {[](analyze::Thresholds& t) {
                               t.few_test_labels = 2;
                               t.scores_apart = 0.1;
                             },
                             "scores-far-apart", Outcome::pass, Outcome::needs_review},
                            {[](analyze::Thresholds& t) { t.weak_score = 0.8; }, "scores-of-labels",
                             Outcome::pass, Outcome::needs_review}}));
  analyze::Thresholds thresholds;
  row.set(thresholds);
  CAPTURE(row.rule);
  CHECK(outcome_of(analyzed({}), row.rule) == row.before);
  CHECK(outcome_of(analyzed(thresholds), row.rule) == row.after);
}
