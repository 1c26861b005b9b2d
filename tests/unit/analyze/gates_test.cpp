#include "analyze/gates.hpp"

#include "support/catch.hpp"
#include "support/documents.hpp"

using namespace errata;
using model::GateLack;
using model::GateOutcome;

namespace {

model::Measure measured(double value, double low, double high) {
  model::Measure measure;
  measure.value = value;
  measure.interval = model::Measure::Interval{low, high};
  measure.documents = 100;
  return measure;
}

model::LabelScores label_with(const std::string& name, const model::Measure& f1) {
  model::LabelScores label;
  label.label = name;
  label.scores.f1 = f1;
  return label;
}

model::Comparison comparison_with(double before, double after, double low, double high) {
  model::Comparison comparison;
  comparison.verdict = model::Verdict::no_detectable_change;
  comparison.test_set = model::TestSetChange::same;
  model::Difference difference{.before = before, .after = after};
  difference.interval = model::Measure::Interval{low, high};
  comparison.scores.push_back({.name = "micro_f1", .difference = difference});
  comparison.new_errors.count = 7;
  comparison.compared = 100;
  return comparison;
}

model::Gate judged(std::string_view name, double limit, const model::Analysis& analysis) {
  return analyze::judge_gates({{analyze::find_gate(name), limit}}, analysis).at(0);
}

}  // namespace

TEST_CASE("a score below its least is crossed, one whose interval reaches below it is in doubt") {
  model::Analysis analysis;
  analysis.micro.f1 = measured(0.80, 0.76, 0.84);
  struct Row {
    double limit;
    GateOutcome outcome;
  };
  const auto row = GENERATE(Row{0.75, GateOutcome::passed}, Row{0.76, GateOutcome::passed},
                            Row{0.77, GateOutcome::doubtful}, Row{0.80, GateOutcome::doubtful},
                            Row{0.81, GateOutcome::crossed}, Row{0.90, GateOutcome::crossed});
  CAPTURE(row.limit);
  const auto gate = judged("micro_f1", row.limit, analysis);
  CHECK(gate.outcome == row.outcome);
  CHECK(gate.value == 0.80);
  CHECK(gate.lack == GateLack::none);
}

TEST_CASE("a score without an interval crosses its limit, or leaves it in doubt") {
  model::Analysis analysis;
  analysis.documents = 100;
  analysis.macro.f1.value = 0.5;
  CHECK(judged("macro_f1", 0.5, analysis).outcome == GateOutcome::doubtful);
  CHECK(judged("macro_f1", 0.51, analysis).outcome == GateOutcome::crossed);
}

TEST_CASE("the last bit of a score decides nothing") {
  const double mean = (0.7 + 0.8 + 0.9) / 3;
  REQUIRE(mean < 0.8);
  model::Analysis analysis;
  analysis.macro.f1 = measured(mean, mean, 0.9);
  CHECK(judged("macro_f1", 0.8, analysis).outcome == GateOutcome::passed);
}

TEST_CASE("macro F1 is in doubt where a label of few documents could be anything") {
  test::Corpus corpus{model::Task::single_label};
  for (int i = 0; i < 40; ++i)
    corpus.add(std::to_string(i), {{i == 0 ? "rare" : "A"}}, {{i == 0 ? "rare" : "A"}});
  const auto analysis = corpus.analyze();
  CHECK(judged("micro_f1", 0.9, analysis).outcome == GateOutcome::passed);
  CHECK(judged("macro_f1", 0.9, analysis).outcome == GateOutcome::doubtful);
}

TEST_CASE("a score that the task has not, or that is undefined, passes no gate and crosses none") {
  model::Analysis analysis;
  analysis.micro.precision.defined = false;
  for (const auto* const name : {"accuracy", "precision"}) {
    const auto gate = judged(name, 0, analysis);
    CHECK(gate.outcome == GateOutcome::not_assessable);
    CHECK(gate.lack == GateLack::measure);
    CHECK_FALSE(gate.value);
  }
}

TEST_CASE("the gate of labels looks at the worst label that stands in enough documents") {
  model::Analysis analysis;
  CHECK(judged("label_f1", 0.5, analysis).lack == GateLack::documents);
  auto rare = model::Measure{};
  rare.value = 0.1;
  analysis.labels = {label_with("Rare", rare), label_with("Date", measured(0.6, 0.4, 0.8)),
                     label_with("Person", measured(0.9, 0.85, 0.95))};
  const auto gate = judged("label_f1", 0.7, analysis);
  CHECK(gate.outcome == GateOutcome::crossed);
  CHECK(gate.label == "Date");
}

TEST_CASE("a drop passes or is crossed beyond chance only, else it is in doubt") {
  struct Row {
    double after, low, high, limit;
    GateOutcome outcome;
  };
  const auto row = GENERATE(Row{0.82, 0.01, 0.03, 0, GateOutcome::passed},      // better
                            Row{0.79, -0.03, 0.01, 0.03, GateOutcome::passed},  // within the limit
                            Row{0.79, -0.03, 0.01, 0.02, GateOutcome::doubtful},  // may be more
                            Row{0.79, -0.03, 0.01, 0, GateOutcome::doubtful},     // noise
                            Row{0.77, -0.05, -0.01, 0.02, GateOutcome::doubtful},
                            Row{0.75, -0.07, -0.03, 0.02, GateOutcome::crossed});
  CAPTURE(row.after, row.limit);
  model::Analysis analysis;
  analysis.comparison = comparison_with(0.80, row.after, row.low, row.high);
  CHECK(judged("drop", row.limit, analysis).outcome == row.outcome);
}

TEST_CASE("fewer documents than an interval needs pass no gate, but may fail one") {
  model::Analysis analysis;
  analysis.documents = 9;
  analysis.macro.f1.value = analysis.micro.f1.value = 0.9;
  for (const auto* const name : {"micro_f1", "macro_f1"}) {
    CHECK(judged(name, 0.9, analysis).outcome == GateOutcome::doubtful);
    CHECK(judged(name, 0.91, analysis).outcome == GateOutcome::crossed);
  }
  analysis.comparison = comparison_with(0.8, 0.8, 0, 0);
  analysis.comparison->compared = 9;
  for (const auto* const name : {"drop", "worse_labels", "new_errors"})
    CHECK(judged(name, 7, analysis).outcome == GateOutcome::doubtful);
  CHECK(judged("new_errors", 6, analysis).outcome == GateOutcome::crossed);
}

TEST_CASE("where labels of the baseline were renamed, its gates can fail but not pass") {
  model::Analysis analysis;
  analysis.comparison = comparison_with(0.5, 0.9, 0.3, 0.5);
  analysis.comparison->gone_predictions = 1;
  for (const auto* const name : {"drop", "worse_labels", "new_errors"}) {
    const auto gate = judged(name, 7, analysis);
    CHECK(gate.outcome == GateOutcome::not_assessable);
    CHECK(gate.lack == GateLack::labels);
  }
  CHECK(judged("new_errors", 6, analysis).outcome == GateOutcome::crossed);
}

TEST_CASE("a drop in too few documents for an interval is in doubt") {
  model::Analysis analysis;
  analysis.comparison = comparison_with(0.80, 0.75, 0, 0);
  analysis.comparison->scores.front().difference->interval.reset();
  CHECK(judged("drop", 0.1, analysis).outcome == GateOutcome::doubtful);
  CHECK(judged("drop", 0.01, analysis).outcome == GateOutcome::doubtful);
}

TEST_CASE("a drop is judged by accuracy where that is micro F1") {
  model::Analysis analysis;
  analysis.comparison = comparison_with(0.80, 0.55, -0.30, -0.20);
  analysis.comparison->scores.front().name = "accuracy";
  const auto gate = judged("drop", 0.01, analysis);
  CHECK(gate.outcome == GateOutcome::crossed);
  CHECK(gate.value == Approx(0.25));
}

TEST_CASE("counts are held against their limit") {
  model::Analysis analysis;
  analysis.documents = 100;
  analysis.comparison = comparison_with(0.8, 0.8, -0.01, 0.01);
  model::LabelChange worse;
  worse.f1 = {.before = 0.9, .after = 0.5, .verdict = model::Verdict::worse};
  analysis.comparison->labels.push_back(worse);
  CHECK(judged("documents", 100, analysis).outcome == GateOutcome::passed);
  CHECK(judged("documents", 101, analysis).outcome == GateOutcome::crossed);
  CHECK(judged("new_errors", 7, analysis).outcome == GateOutcome::passed);
  CHECK(judged("new_errors", 6, analysis).outcome == GateOutcome::crossed);
  CHECK(judged("worse_labels", 0, analysis).outcome == GateOutcome::crossed);
  CHECK(judged("worse_labels", 1, analysis).outcome == GateOutcome::passed);
}

TEST_CASE("a label is worse by the recall that fell, though its F1 stands still") {
  model::Analysis analysis;
  analysis.comparison = comparison_with(0.8, 0.8, -0.01, 0.01);
  model::LabelChange label;
  label.f1.verdict = model::Verdict::no_detectable_change;
  label.precision = {.before = 0.5, .after = 0.9, .verdict = model::Verdict::better};
  analysis.comparison->labels = {label};
  CHECK(judged("worse_labels", 0, analysis).outcome == GateOutcome::passed);
  analysis.comparison->labels[0].recall = {
      .before = 0.9, .after = 0.5, .verdict = model::Verdict::worse};
  CHECK(judged("worse_labels", 0, analysis).outcome == GateOutcome::crossed);
}

TEST_CASE("without a baseline of the same test set no change is judged") {
  for (const auto* const name : {"drop", "worse_labels", "new_errors"}) {
    model::Analysis analysis;
    CHECK(judged(name, 0, analysis).lack == GateLack::baseline);
    analysis.comparison = comparison_with(0.8, 0.7, -0.2, -0.1);
    analysis.comparison->verdict = model::Verdict::not_comparable;
    const auto gate = judged(name, 0, analysis);
    CHECK(gate.lack == GateLack::comparison);
    CHECK(gate.outcome == GateOutcome::not_assessable);
  }
}
