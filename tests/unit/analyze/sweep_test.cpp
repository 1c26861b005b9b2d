#include "analyze/sweep.hpp"

#include "support/catch.hpp"
#include "support/documents.hpp"

using namespace errata;
using model::Task;

namespace {

test::Corpus random_corpus() {
  const auto task = GENERATE(Task::entities, Task::single_label, Task::multi_label);
  const auto seed = GENERATE(range(0U, 5U));
  CAPTURE(static_cast<int>(task), seed);
  test::RandomCorpus random{seed};
  return task == Task::entities ? random.entities(40, 3, true) : random.classification(task, 40, 4);
}

void cut_below(double threshold, test::Corpus& corpus) {
  for (auto& d : corpus.documents)
    std::erase_if(d.predicted, [&](const model::Annotation& a) {
      return a.score != model::no_score && a.score < static_cast<float>(threshold);
    });
}

const model::ThresholdScores& row_for(double threshold, const model::ThresholdSweep& sweep) {
  const auto* row = &sweep.rows[0];
  for (const auto& next : sweep.rows)
    if (next.threshold <= threshold)
      row = &next;
  return *row;
}

double ratio(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

TEST_CASE("at every threshold the sweep counts what is counted without the predictions below it") {
  const auto corpus = random_corpus();
  const auto sweep = *corpus.analyze().sweep;
  for (std::size_t i = 0; i < analyze::Sweep::thresholds; ++i) {
    const auto threshold = analyze::Sweep::threshold(i);
    auto left = corpus;
    cut_below(threshold, left);
    const auto recounted = left.tally().all;
    const auto& row = row_for(threshold, sweep);
    CAPTURE(threshold);
    CHECK(row.predicted == recounted.predicted);
    CHECK(row.true_positives == recounted.tp);
    CHECK(row.f1.value_or(0) ==
          Approx(ratio(2 * recounted.tp, recounted.predicted + recounted.gold)).margin(1e-15));
    CHECK(row.precision.value_or(0) ==
          Approx(ratio(recounted.tp, recounted.predicted)).margin(1e-15));
    CHECK(row.recall.value_or(0) == Approx(ratio(recounted.tp, recounted.gold)).margin(1e-15));
  }
}

TEST_CASE("the best row has the best F1, and of equal ones the lowest threshold") {
  const auto sweep = *random_corpus().analyze().sweep;
  for (std::size_t i = 0; i < sweep.rows.size(); ++i) {
    CHECK(sweep.rows[i].f1.value_or(0) <= sweep.rows[sweep.best].f1.value_or(0));
    if (i < sweep.best)
      CHECK(sweep.rows[i].f1.value_or(0) < sweep.rows[sweep.best].f1.value_or(0));
  }
}

TEST_CASE("a score that is written as a threshold passes it") {
  for (std::size_t i = 0; i < analyze::Sweep::thresholds; ++i) {
    analyze::Sweep sweep;
    sweep.add(static_cast<float>(analyze::Sweep::threshold(i)), true);
    const auto counted = sweep.finish(1);
    REQUIRE(counted);
    CAPTURE(analyze::Sweep::threshold(i));
    CHECK(row_for(analyze::Sweep::threshold(i), *counted).predicted == 1);
    if (i + 1 < analyze::Sweep::thresholds)
      CHECK(row_for(analyze::Sweep::threshold(i + 1), *counted).predicted == 0);
  }
}

TEST_CASE("of two equal predictions for one labelled item the surer one is right") {
  test::Corpus corpus{Task::entities};
  corpus.add("a", {{"A", 0, 3}}, {{"A", 0, 3}, {"A", 0, 3}}, "abc");
  corpus.documents[0].predicted[0].score = 0.2F;
  corpus.documents[0].predicted[1].score = 0.9F;
  const auto sweep = *corpus.analyze().sweep;
  CHECK(row_for(0.5, sweep).predicted == 1);
  CHECK(row_for(0.5, sweep).true_positives == 1);
  CHECK(row_for(0, sweep).true_positives == 1);
}

TEST_CASE("without scores there is no sweep") {
  test::Corpus corpus{Task::entities};
  corpus.add("a", {{"A", 0, 3}}, {{"A", 0, 3}}, "abc");
  CHECK_FALSE(corpus.analyze().sweep);
}
