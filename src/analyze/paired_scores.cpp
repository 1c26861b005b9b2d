#include "analyze/paired_scores.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "analyze/significance.hpp"

namespace errata::analyze {

using model::ErrorClass;
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
  score.difference = difference_of(paired, thresholds_);
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
  comparison.verdict = comparison.scores.front().difference->verdict;
  if (task_ != model::Task::entities)
    comparison.discordance = turned_;
  fill_labels(comparison);
}

// A label's verdict, its interval and what would have been seen are those of all tests together, so
// that they say the same.
void PairedScores::fill_labels(model::Comparison& comparison) const {
  std::vector<double> p;
  for (const auto& label : by_label_)
    if (const auto of_label = difference_of(label.paired.f1(), thresholds_).p)
      p.push_back(*of_label);
  comparison.labels_tested = p.size();
  auto together = thresholds_;
  together.change_level = level_together(std::move(p), thresholds_.false_discovery);
  if (comparison.labels_tested > 0)
    comparison.labels_confidence = 1 - together.change_level;
  for (LabelId id = 0; id < by_label_.size(); ++id) {
    const auto paired = by_label_[id].paired.f1();
    if (paired.cross.documents == 0)
      continue;
    const auto difference = difference_of(paired, together);
    const bool stands_out = difference.p && *difference.p <= together.change_level;
    comparison.labels.push_back({labels_.name(id), difference, stands_out});
  }
  std::ranges::sort(comparison.labels, [](const auto& a, const auto& b) {
    return std::tuple{!a.stands_out, -std::abs(a.f1.change()), a.label} <
           std::tuple{!b.stands_out, -std::abs(b.f1.change()), b.label};
  });
}

}  // namespace errata::analyze
