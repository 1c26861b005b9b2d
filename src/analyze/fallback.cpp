#include "analyze/fallback.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

#include "analyze/confusions.hpp"
#include "analyze/real.hpp"
#include "analyze/significance.hpp"

namespace errata::analyze {

using model::LabelId;

namespace {

constexpr auto no_label = UnsureCounts::no_label;

// Predictions, and how many of them are right.
struct Count {
  std::uint64_t predicted = 0, right = 0;

  void add(std::uint64_t items, bool is_right) {
    predicted += items;
    right += is_right ? items : 0;
  }
  Count without(const Count& part) const {
    return {predicted - part.predicted, right - part.right};
  }
};

// Predictions below a threshold, or all of them.
struct Predictions {
  explicit Predictions(std::size_t labels) : of_label(labels), missing(labels) {}

  void add(const UnsureCounts::Pair& pair, std::uint64_t items) {
    const auto [gold, predicted] = pair;
    all.add(items, gold == predicted);
    of_label[predicted].add(items, gold == predicted);
    if (gold != predicted && gold != no_label)
      missing[gold] += items;
  }
  Count of_others(LabelId label) const { return all.without(of_label[label]); }

  Count all;
  std::vector<Count> of_label;         // by the predicted label
  std::vector<std::uint64_t> missing;  // by gold label: predicted as another one
};

Predictions all_predictions(const Tally& tally) {
  Predictions all{tally.labels.size()};
  for (const auto& [pair, by_step] : tally.unsure.by_pair())
    for (const auto items : by_step)
      all.add(pair, items);
  return all;
}

bool is_less_right(const Count& below, const Count& above) {
  return real(below.right) * real(above.predicted) < real(above.right) * real(below.predicted);
}

bool is_worth_trying(const Fallback& fallback, const Count& changed, const Count& kept,
                     const Thresholds& thresholds) {
  return fallback.gained() > 0 && fallback.changed >= thresholds.fallback_documents &&
         real(fallback.becomes_right) >= thresholds.fallback_share * real(fallback.changed) &&
         changed.right <= kept.right && is_less_right(changed, kept);
}

// The better one first.
auto order_of(const Fallback& fallback, const model::LabelSet& labels) {
  return std::tuple{-fallback.gained(), fallback.threshold, labels.name(fallback.label)};
}

std::optional<Fallback> best_of_all(const Tally& tally, const model::LabelSet& labels) {
  const auto all = all_predictions(tally);
  Predictions below{tally.labels.size()};
  std::optional<Fallback> best;
  for (std::size_t step = 1; step < UnsureCounts::steps; ++step) {
    for (const auto& [pair, by_step] : tally.unsure.by_pair())
      below.add(pair, by_step[step - 1]);
    for (LabelId label = 0; label < tally.labels.size(); ++label) {
      const auto changed = below.of_others(label);
      const Fallback next{.label = label,
                          .threshold = UnsureCounts::threshold(step),
                          .changed = changed.predicted,
                          .becomes_right = below.missing[label],
                          .becomes_wrong = changed.right};
      if (is_worth_trying(next, changed, all.of_others(label).without(changed), tally.thresholds) &&
          (!best || order_of(next, labels) < order_of(*best, labels)))
        best = next;
    }
  }
  return best;
}

Repair repair_of(const Fallback& fallback, const Tally& tally) {
  using Kind = Cell::Kind;
  Repair repair;
  for (const auto& [pair, by_step] : tally.unsure.by_pair()) {
    const auto [gold, predicted] = pair;
    if (predicted == fallback.label)
      continue;
    std::uint64_t items = 0;
    for (std::size_t step = 0; UnsureCounts::threshold(step) < fallback.threshold; ++step)
      items += by_step[step];
    if (gold == fallback.label)
      repair.add({Kind::type, gold, predicted}, items);
    else if (gold == predicted)
      repair.add({Kind::spoilt, gold, predicted, fallback.label}, items);
    else
      repair.add({Kind::turned, gold == no_label ? predicted : gold, predicted, fallback.label},
                 items);
  }
  return repair;
}

bool can_be_judged(const Tally& tally) {
  return tally.task == model::Task::single_label &&
         real(tally.unsure.scored()) >=
             tally.thresholds.fallback_scored * real(tally.all.predicted) &&
         agree_beyond_chance(tally);
}

std::uint64_t pairs_tried(const Tally& tally) {
  const auto labels = std::ranges::count_if(
      tally.labels, [](const LabelTally& label) { return label.sums.gold > 0; });
  return static_cast<std::uint64_t>(labels) * (UnsureCounts::steps - 1);
}

}  // namespace

std::int64_t Fallback::gained() const {
  return static_cast<std::int64_t>(becomes_right) - static_cast<std::int64_t>(becomes_wrong);
}

bool Fallback::is_below(double level) const {
  return p * real(tried) <= level;
}

std::optional<Fallback> find_fallback(const Tally& tally, const model::LabelSet& labels) {
  if (!can_be_judged(tally))
    return {};
  auto best = best_of_all(tally, labels);
  if (!best)
    return {};
  best->tried = pairs_tried(tally);
  best->p = mcnemar(best->becomes_right, best->becomes_wrong);
  if (!best->is_below(tally.thresholds.fallback_level))
    return {};
  best->repair = repair_of(*best, tally);
  return best;
}

}  // namespace errata::analyze
