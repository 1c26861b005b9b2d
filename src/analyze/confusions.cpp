#include "analyze/confusions.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "analyze/gain.hpp"
#include "analyze/matrix.hpp"

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

// What is predicted for each gold label, boundaries aside.
struct Agreement {
  explicit Agreement(const Tally& tally) : gold(tally.labels.size()), predicted(gold.size()) {
    for (model::LabelId label = 0; label < tally.labels.size(); ++label)
      add(label, label, tally.labels[label].sums.tp);
    for (const auto& [pair, counts] : tally.pairs)
      add(pair.first, pair.second, counts.parts.items);
  }

  void add(model::LabelId g, model::LabelId p, std::uint64_t items) {
    const auto count = static_cast<double>(items);
    gold[g] += count;
    predicted[p] += count;
    agreed += g == p ? count : 0;
    all += count;
  }

  // The share that would agree if labels were given at random.
  double by_chance() const {
    double chance = 0;
    for (std::size_t label = 0; label < gold.size(); ++label)
      chance += all > 0 ? gold[label] * predicted[label] / (all * all) : 0;
    return chance;
  }

  // Standard deviation of the number that would agree, both shares of labels being as they are
  // (permutations, as Mantel 1963 has it).
  double spread() const {
    double same = 0;
    double squares = 0;
    double products = 0;
    for (std::size_t label = 0; label < gold.size(); ++label) {
      const auto product = gold[label] * predicted[label];
      same += product * (all - gold[label]) * (all - predicted[label]);
      products += product;
      squares += product * product;
    }
    return all > 1 ? std::sqrt((same + products * products - squares) / (all * all * (all - 1)))
                   : 0;
  }

  std::vector<double> gold, predicted;  // items, by label
  double agreed = 0, all = 0;
};

ConfusionCount count_of(const Tally::Pair& pair, const PairTally& counts, const Tally& tally,
                        bool says_something) {
  ConfusionCount c;
  c.gold = pair.first;
  c.predicted = pair.second;
  c.counts = &counts;
  c.weight = weight_of(counts);
  c.rate = measure(sums_of(counts, tally.labels[pair.first]));
  const auto& thresholds = tally.thresholds;
  c.constant = says_something && c.weight >= static_cast<double>(thresholds.least_items) &&
               counts.parts.documents >= thresholds.least_documents && c.rate.interval &&
               c.rate.interval->low > thresholds.constant_rate;
  c.suspected = c.constant || (c.weight >= static_cast<double>(thresholds.suspected_items) &&
                               c.rate.value >= thresholds.suspected_rate);
  return c;
}

}  // namespace

ChanceAgreement chance_agreement(const Tally& tally) {
  const Agreement found{tally};
  return {found.agreed, found.all, found.by_chance()};
}

bool agree_beyond_chance(const Tally& tally) {
  const Agreement found{tally};
  return std::abs(found.agreed - found.all * found.by_chance()) >
         tally.thresholds.chance_z * found.spread();
}

bool agree_below_chance(const Tally& tally) {
  const auto found = chance_agreement(tally);
  return found.agreed < found.predictions * found.by_chance && agree_beyond_chance(tally);
}

// Where predictions have nothing to do with gold, each label is predicted for each other, and that
// says nothing of any pair. Two labels have no other pair to be told from, so that there the pair
// is told, and a check beside it. Where the sides have no label in common, names differ.
bool may_be_mixed_up(const Tally& tally) {
  if (tally.task == model::Task::multi_label)
    return false;
  const Agreement found{tally};
  const auto occurs = [](double count) { return count > 0; };
  return std::min(std::ranges::count_if(found.gold, occurs),
                  std::ranges::count_if(found.predicted, occurs)) >= 3 &&
         found.by_chance() > 0 && !agree_beyond_chance(tally);
}

std::vector<ConfusionCount> rank_confusions(const Tally& tally, const model::LabelSet& labels) {
  std::vector<ConfusionCount> pairs;
  const bool says_something = !may_be_mixed_up(tally);
  for (const auto& [pair, counts] : tally.pairs)
    pairs.push_back(count_of(pair, counts, tally, says_something));
  std::set<Tally::Pair> constant;
  for (const auto& pair : pairs)
    if (pair.constant)
      constant.emplace(pair.gold, pair.predicted);
  for (auto& pair : pairs)
    pair.both_ways = pair.constant && constant.contains({pair.predicted, pair.gold});
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
  c.both_ways = pair.both_ways;
  return c;
}

}  // namespace errata::analyze
