#include "analyze/confusions.hpp"

#include <algorithm>
#include <tuple>

#include "analyze/gain.hpp"
#include "analyze/matrix.hpp"
#include "analyze/thresholds.hpp"

namespace errata::analyze {

namespace {

// A multi-label document adds 1/k to the pair, so the sums follow from the counts of each k.
RatioSums sums_of(const PairTally& pair, const LabelTally& gold) {
  auto sums = pair.parts.rate(gold.sums);
  if (pair.by_extras.empty())
    return sums;
  sums.a = sums.aa = 0;
  for (const auto& [extras, documents] : pair.by_extras) {
    const double share = 1.0 / extras;
    sums.a += static_cast<double>(documents) * share;
    sums.aa += static_cast<double>(documents) * share * share;
  }
  sums.ad = sums.a;
  return sums;
}

ConfusionCount count_of(const Tally::Pair& pair, const PairTally& counts, const Tally& tally) {
  ConfusionCount c;
  c.gold = pair.first;
  c.predicted = pair.second;
  c.counts = &counts;
  c.weight = weight_of(counts);
  c.rate = measure(sums_of(counts, tally.labels[pair.first]));
  c.constant = c.weight >= static_cast<double>(thresholds::least_items) &&
               counts.parts.documents >= thresholds::least_documents && c.rate.interval &&
               c.rate.interval->low > thresholds::constant_rate;
  c.suspected = c.weight >= static_cast<double>(thresholds::suspected_items) &&
                c.rate.value >= thresholds::suspected_rate;
  return c;
}

}  // namespace

std::vector<ConfusionCount> rank_confusions(const Tally& tally, const model::LabelSet& labels) {
  std::vector<ConfusionCount> pairs;
  for (const auto& [pair, counts] : tally.pairs)
    pairs.push_back(count_of(pair, counts, tally));
  std::ranges::sort(pairs, [&labels](const ConfusionCount& a, const ConfusionCount& b) {
    return std::tuple{b.weight, labels.name(a.gold), labels.name(a.predicted)} <
           std::tuple{a.weight, labels.name(b.gold), labels.name(b.predicted)};
  });
  return pairs;
}

Repair repair_of_pair(const ConfusionCount& pair) {
  Repair repair;
  const auto same_span = pair.counts->same_span;
  repair.add({Cell::Kind::type, pair.gold, pair.predicted}, same_span);
  repair.add({Cell::Kind::type_and_boundary, pair.gold, pair.predicted},
             pair.counts->parts.items - same_span);
  return repair;
}

model::Confusion describe(const ConfusionCount& pair, const Tally& tally,
                          const model::LabelSet& labels, const Topics& topics, const Cues& cues) {
  model::Confusion c;
  c.gold = labels.name(pair.gold);
  c.predicted = labels.name(pair.predicted);
  c.count = pair.weight;
  c.documents = pair.counts->parts.documents;
  c.rate = pair.rate;
  c.constant = pair.constant;
  c.gain = gain_of(counts_of(tally), repair_of_pair(pair));
  c.merged = merged_scores(tally, pair.gold, pair.predicted);
  c.cues = cues.of(pair.gold, pair.predicted);
  c.examples = topics.of({Topic::Kind::pair, pair.gold, pair.predicted}).examples.list();
  const auto reverse = tally.pairs.find({pair.predicted, pair.gold});
  if (reverse != tally.pairs.end())
    c.both_ways = count_of(reverse->first, reverse->second, tally).constant;
  return c;
}

}  // namespace errata::analyze
