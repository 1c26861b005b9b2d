// Labels that are taken for one another.
#pragma once

#include <vector>

#include "analyze/cues.hpp"
#include "analyze/gain.hpp"
#include "analyze/tally.hpp"
#include "analyze/topics.hpp"
#include "model/analysis.hpp"
#include "model/label_set.hpp"

namespace errata::analyze {

// An ordered pair, judged from the counts alone.
struct ConfusionCount {
  model::LabelId gold = 0, predicted = 0;
  const PairTally* counts = nullptr;  // of the tally
  double weight = 0;                  // items; multi-label: Σ 1/k
  model::Measure rate;                // of the gold label's support
  // Weight and documents enough for a claim, and the rate's lower bound above `constant_rate`.
  // Never where single labels are predicted as if by chance: each is taken for each other then.
  bool constant = false;
  bool both_ways = false;  // constant, as is the pair the other way round
  bool suspected = false;  // worth a look: enough for a person, not for a claim
};

// How often predictions of single labels are right, boundaries and documents without a prediction
// aside, and how often they would be by chance with the same shares of labels.
struct ChanceAgreement {
  double agreed = 0, predictions = 0;
  double by_chance = 0;  // a share
};

ChanceAgreement chance_agreement(const Tally& tally);

// Whether what agrees with gold differs from what would by chance with the same shares of labels
// (Cohen's kappa against 0) by more than `chance_z` standard deviations.
bool agree_beyond_chance(const Tally& tally);

// The same, and that less agrees: names or numbers of labels may be switched.
bool agree_below_chance(const Tally& tally);

// Of three labels and more on either side, but not of several labels a document: that what is
// predicted has nothing to do with gold, as far as the test set tells.
bool may_be_mixed_up(const Tally& tally);

// Every pair that occurs: most weight first, then by names. Refers to `tally`.
std::vector<ConfusionCount> rank_confusions(const Tally& tally, const model::LabelSet& labels);

// The items of a pair. Multi-label: in each document that has the pair, the gold label is added and
// the predicted one dropped.
Repair repair_of_pair(const ConfusionCount& pair);

model::Confusion describe(const ConfusionCount& pair, const Tally& tally,
                          const model::LabelSet& labels, const Topics& topics, const Cues& cues);

}  // namespace errata::analyze
