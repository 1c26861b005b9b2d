#include "analyze/sweep.hpp"

#include <algorithm>
#include <iterator>

namespace errata::analyze {

namespace {

// As a score in a document is read: a decimal to 32 bits.
const std::array<float, Sweep::thresholds>& borders() {
  static const auto made = [] {
    std::array<float, Sweep::thresholds> list{};
    for (std::size_t i = 0; i < list.size(); ++i)
      list[i] = static_cast<float>(Sweep::threshold(i));
    return list;
  }();
  return made;
}

std::optional<double> ratio(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0)
    return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

// F1 is 2tp / (gold + predicted), compared without division: products of counts are exact up to the
// 64 bits that a long double has.
bool is_better(const model::ThresholdScores& a, const model::ThresholdScores& b,
               std::uint64_t gold) {
  return static_cast<long double>(a.true_positives) * static_cast<long double>(gold + b.predicted) >
         static_cast<long double>(b.true_positives) * static_cast<long double>(gold + a.predicted);
}

}  // namespace

double Sweep::threshold(std::size_t index) {
  constexpr std::size_t percents = 100;
  return index < percents ? static_cast<double>(index) / 100
                          : static_cast<double>(990 + index - percents + 1) / 1000;
}

std::size_t Sweep::threshold_up_to(float score) {
  return static_cast<std::size_t>(
      std::distance(borders().begin(), std::ranges::upper_bound(borders(), score)) - 1);
}

void Sweep::add(float score, bool is_right) {
  auto& count = score == model::no_score ? unscored_ : counts_[threshold_up_to(score)];
  count.predicted += 1;
  count.right += is_right;
}

void Sweep::merge(const Sweep& other) {
  const auto add_to = [](Count& to, const Count& from) {
    to.predicted += from.predicted;
    to.right += from.right;
  };
  for (std::size_t i = 0; i < thresholds; ++i)
    add_to(counts_[i], other.counts_[i]);
  add_to(unscored_, other.unscored_);
}

std::optional<model::ThresholdSweep> Sweep::finish(std::uint64_t gold) const {
  model::ThresholdSweep sweep;
  sweep.gold = gold;
  sweep.unscored = unscored_.predicted;
  auto above = unscored_;
  for (std::size_t i = thresholds; i-- > 0;) {
    above.predicted += counts_[i].predicted;
    above.right += counts_[i].right;
    // what the threshold below cuts nothing from says no more than this one
    if (i > 0 && counts_[i - 1].predicted == 0)
      continue;
    sweep.rows.push_back({.threshold = threshold(i),
                          .predicted = above.predicted,
                          .true_positives = above.right,
                          .precision = ratio(above.right, above.predicted),
                          .recall = ratio(above.right, gold),
                          .f1 = ratio(2 * above.right, gold + above.predicted)});
  }
  if (above.predicted == unscored_.predicted)
    return std::nullopt;
  std::ranges::reverse(sweep.rows);
  for (std::size_t i = 1; i < sweep.rows.size(); ++i)
    if (is_better(sweep.rows[i], sweep.rows[sweep.best], gold))
      sweep.best = i;
  return sweep;
}

}  // namespace errata::analyze
