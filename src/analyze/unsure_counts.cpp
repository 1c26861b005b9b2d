#include "analyze/unsure_counts.hpp"

#include <algorithm>

#include "analyze/sweep.hpp"

namespace errata::analyze {

namespace {

constexpr std::size_t percents =
    100;  // of the sweep's thresholds; those behind are of the last step
constexpr std::size_t percents_of_step = percents / UnsureCounts::steps;

}  // namespace

double UnsureCounts::threshold(std::size_t step) {
  return Sweep::threshold(step * percents_of_step);
}

void UnsureCounts::add(const model::Document& document) {
  if (document.predicted.size() != 1 || document.predicted.front().score == model::no_score)
    return;
  const auto& predicted = document.predicted.front();
  const auto gold = document.gold.empty() ? no_label : document.gold.front().label;
  const auto percent = std::min(Sweep::threshold_up_to(predicted.score), percents - 1);
  by_pair_[{gold, predicted.label}][percent / percents_of_step] += 1;
  scored_ += 1;
}

void UnsureCounts::merge(const UnsureCounts& other) {
  scored_ += other.scored_;
  for (const auto& [pair, counts] : other.by_pair_) {
    auto& sum = by_pair_[pair];
    for (std::size_t step = 0; step < steps; ++step)
      sum[step] += counts[step];
  }
}

}  // namespace errata::analyze
