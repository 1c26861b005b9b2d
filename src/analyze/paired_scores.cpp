#include "analyze/paired_scores.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "analyze/significance.hpp"

namespace errata::analyze {

using model::Difference;
using model::ErrorClass;
using model::LabelChange;
using model::LabelId;
using model::ScoreChange;
using model::Verdict;

namespace {

double value_of(const RatioSums& sums) {
  return sums.d > 0 ? sums.a / sums.d : 0;
}

// The unweighted mean of the F1 of labels that occur.
template <typename Labels, typename Side>
model::Measure macro_f1(const Labels& labels, Side side, std::uint64_t documents) {
  model::Measure mean;
  double number = 0;
  for (const auto& label : labels) {
    const auto f1 = side(label).f1();
    mean.value += value_of(f1);
    number += f1.d > 0 ? 1 : 0;
  }
  mean.value = number > 0 ? mean.value / number : 0;
  mean.defined = number > 0;
  mean.documents = documents;
  return mean;
}

std::optional<Difference> defined(const PairedRatio& ratio, const Thresholds& thresholds) {
  if (ratio.before.d <= 0 || ratio.after.d <= 0)
    return {};
  return difference_of(ratio, thresholds);
}

LabelChange change_of(const std::string& label, const PairedSums& paired,
                      const Thresholds& together) {
  LabelChange change{.label = label, .f1 = difference_of(paired.f1(), together)};
  change.precision = defined(paired.precision(), together);
  change.recall = defined(paired.recall(), together);
  for (const auto& of : {std::optional{change.f1}, change.precision, change.recall})
    change.stands_out |= of && of->is_beyond_chance();
  return change;
}

// Whether anything became worse beyond chance, and the size of the largest change: of those beyond
// chance, where there are any.
std::pair<Verdict, double> extremes(const LabelChange& change) {
  std::pair<Verdict, double> found{change.f1.verdict, 0};
  for (const auto& of : {std::optional{change.f1}, change.precision, change.recall}) {
    if (!of || of->is_beyond_chance() != change.stands_out)
      continue;
    found.second = std::max(found.second, std::abs(of->change()));
    if (of->verdict == Verdict::worse)
      found.first = Verdict::worse;
  }
  return found;
}

}  // namespace

ItemCounts counts_of(const Judged& side) {
  const auto right = std::ranges::count(side.matches, ErrorClass::correct, &Match::kind);
  return {static_cast<std::uint64_t>(right), side.document.gold.size(),
          side.document.predicted.size()};
}

bool is_right(const Judged& side) {
  return std::ranges::all_of(side.matches,
                             [](const Match& match) { return match.kind == ErrorClass::correct; });
}

PairedScores::PairedScores(model::Task task, const model::LabelSet& labels,
                           const Thresholds& thresholds)
    : task_{task},
      labels_{labels},
      thresholds_{thresholds},
      by_label_(labels.size()),
      in_document_(labels.size()) {
}

void PairedScores::add(const Judged& was, const Judged& now, const Judged& then) {
  const bool was_right = is_right(was);
  const bool now_right = is_right(now);
  documents_ += 1;
  right_on_both_ += was_right && now_right;
  turned_.right_now += !was_right && now_right;
  turned_.right_before += was_right && !now_right;
  then_right_ += is_right(then);
  all_.add(counts_of(was), counts_of(now));
  then_.add(counts_of(then));
  count(was, &InDocument::was);
  count(now, &InDocument::now);
  count(then, &InDocument::then);
  for (const auto label : touched_) {
    auto& in = in_document_[label];
    by_label_[label].paired.add(in.was, in.now);
    by_label_[label].then.add(in.then);
    in = {};
  }
  touched_.clear();
}

ItemCounts& PairedScores::in_document(LabelId label, ItemCounts InDocument::*to) {
  auto& in = in_document_[label];
  constexpr ItemCounts none{};
  if (in.was == none && in.now == none && in.then == none)
    touched_.push_back(label);
  return in.*to;
}

void PairedScores::count(const Judged& side, ItemCounts InDocument::*to) {
  for (const auto& a : side.document.gold)
    in_document(a.label, to).gold += 1;
  for (const auto& a : side.document.predicted)
    in_document(a.label, to).predicted += 1;
  for (const auto& match : side.matches)
    if (match.kind == ErrorClass::correct)
      in_document(side.document.gold[match.gold].label, to).tp += 1;
}

ScoreChange PairedScores::accuracy() const {
  ScoreChange score{.name = "accuracy"};
  score.before = measure(share_of_documents(right_on_both_ + turned_.right_before, documents_));
  score.after = measure(share_of_documents(right_on_both_ + turned_.right_now, documents_));
  score.difference = difference_of(documents_, right_on_both_, turned_, thresholds_);
  score.label_effect = score.before.value - value_of(share_of_documents(then_right_, documents_));
  return score;
}

ScoreChange PairedScores::ratio(const char* name, PairedRatio (PairedSums::*of)() const,
                                RatioSums (ItemSums::*then)() const) const {
  const auto paired = (all_.*of)();
  ScoreChange score{.name = name};
  score.before = measure(paired.before);
  score.after = measure(paired.after);
  score.difference = defined(paired, thresholds_);
  score.label_effect = score.before.value - value_of((then_.*then)());
  return score;
}

ScoreChange PairedScores::macro() const {
  const auto of = [this](auto side) { return macro_f1(by_label_, side, documents_); };
  ScoreChange score{.name = "macro_f1"};
  score.before = of([](const LabelSums& label) -> auto& { return label.paired.before(); });
  score.after = of([](const LabelSums& label) -> auto& { return label.paired.after(); });
  const auto then = of([](const LabelSums& label) -> auto& { return label.then; });
  score.difference = model::Difference{.before = score.before.value, .after = score.after.value};
  score.difference->documents = documents_;
  score.label_effect = score.before.value - then.value;
  return score;
}

// Every document has its one label and its one prediction, so that micro scores are the accuracy.
bool PairedScores::is_accuracy_all() const {
  const auto has_all = [this](const ItemSums& sums) {
    return sums.with_gold == documents_ && sums.with_predicted == documents_;
  };
  return task_ == model::Task::single_label && has_all(all_.before()) && has_all(all_.after());
}

// The one that decides first.
std::vector<ScoreChange> PairedScores::scores() const {
  std::vector<ScoreChange> scores;
  if (task_ == model::Task::single_label)
    scores.push_back(accuracy());
  if (!is_accuracy_all()) {
    scores.push_back(ratio("micro_f1", &PairedSums::f1, &ItemSums::f1));
    scores.push_back(ratio("precision", &PairedSums::precision, &ItemSums::precision));
    scores.push_back(ratio("recall", &PairedSums::recall, &ItemSums::recall));
  }
  scores.push_back(macro());
  if (task_ == model::Task::multi_label)
    scores.push_back(accuracy());
  return scores;
}

void PairedScores::fill(model::Comparison& comparison, bool is_relabelled) const {
  comparison.scores = scores();
  if (!is_relabelled)
    for (auto& score : comparison.scores)
      score.label_effect.reset();
  if (const auto& first = comparison.scores.front().difference)
    comparison.verdict = first->verdict;
  if (task_ != model::Task::entities)
    comparison.discordance = turned_;
  fill_labels(comparison);
}

// F1, precision and recall of each label are tested together, and their verdicts, intervals and
// what would have been seen are those of all of these tests, so that they say the same.
void PairedScores::fill_labels(model::Comparison& comparison) const {
  std::vector<double> p;
  for (const auto& label : by_label_)
    for (const auto& ratio : {label.paired.f1(), label.paired.precision(), label.paired.recall()})
      if (const auto of_ratio = difference_of(ratio, thresholds_).p)
        p.push_back(*of_ratio);
  const bool is_tested = !p.empty();
  auto together = thresholds_;
  together.change_level = level_together(std::move(p), thresholds_.false_discovery);
  if (is_tested)
    comparison.labels_confidence = 1 - together.change_level;
  for (LabelId id = 0; id < by_label_.size(); ++id) {
    const auto& paired = by_label_[id].paired;
    if (paired.f1().cross.documents == 0)
      continue;
    comparison.labels.push_back(change_of(labels_.name(id), paired, together));
    comparison.labels_tested += comparison.labels.back().f1.p.has_value();
  }
  std::ranges::sort(comparison.labels, {}, [](const LabelChange& change) {
    const auto [worst, largest] = extremes(change);
    return std::tuple{!change.stands_out, worst != Verdict::worse, -largest, change.label};
  });
}

}  // namespace errata::analyze
