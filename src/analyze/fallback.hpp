// Predictions that would be right if every unsure one were turned into one label, as applications
// do that answer "none of these" below a score.
#pragma once

#include <cstdint>
#include <optional>

#include "analyze/gain.hpp"
#include "analyze/tally.hpp"
#include "model/label_set.hpp"

namespace errata::analyze {

// A label, and the score below which predictions of other labels are turned into it.
struct Fallback {
  model::LabelId label = 0;
  double threshold = 0;
  std::uint64_t changed = 0;  // predictions below the threshold with another label
  std::uint64_t becomes_right = 0, becomes_wrong = 0;  // of these; the others stay wrong
  std::uint64_t tried = 0;  // pairs of label and threshold that it was chosen from
  double p = 1;             // of mcnemar(), before the choice is allowed for
  Repair repair{};          // of all that are changed

  std::int64_t gained() const;  // documents that are right, on balance

  // The level that a test has to meet so that the best of all pairs is found by chance no more
  // often than one pair would be (Bonferroni).
  bool is_below(double level) const;
};

// Of every label that gold has and every threshold of UnsureCounts the pair that makes most
// documents right on balance; of equal ones the lower threshold, then by name. Looked at are pairs
// where `fallback_documents` predictions change, at least `fallback_share` of them become right,
// and predictions of other labels are right less often below the threshold than above, and not more
// of them either: else next to nothing but the label would be answered.
//
// Nothing where the best pair could be chance (`fallback_level`), too few predictions have a score
// (`fallback_scored`), or predictions agree with gold no more than chance would: then every label
// that is frequent gains. Single label.
std::optional<Fallback> find_fallback(const Tally& tally, const model::LabelSet& labels);

}  // namespace errata::analyze
