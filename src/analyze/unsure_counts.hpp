// Single labels by score: what was predicted for what, how surely.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <utility>

#include "model/document.hpp"
#include "model/label_set.hpp"

namespace errata::analyze {

// Whether a prediction with this score is among those below the threshold, which is compared as a
// score in a document is read: a decimal to 32 bits. One without a score is not.
inline bool is_unsure(float score, double threshold) {
  return score != model::no_score && score < static_cast<float>(threshold);
}

// Exact counts at the thresholds 0.05, 0.10 to 0.95: few and fixed, so that the best of them is
// found by chance more rarely than the best of all scores. As many entries as there are pairs of a
// gold and a predicted label.
class UnsureCounts {
 public:
  static constexpr std::size_t steps = 20;
  static double threshold(std::size_t step);  // where the step begins

  // Gold and predicted label; `no_label` for a document without a gold one.
  using Pair = std::pair<model::LabelId, model::LabelId>;
  using ByStep = std::array<std::uint64_t, steps>;
  static constexpr auto no_label = std::numeric_limits<model::LabelId>::max();

  // Of a document with one prediction.
  void add(const model::Document& document);
  void merge(const UnsureCounts& other);

  const std::map<Pair, ByStep>& by_pair() const { return by_pair_; }
  std::uint64_t scored() const { return scored_; }

 private:
  std::map<Pair, ByStep> by_pair_;  // predictions with a score
  std::uint64_t scored_ = 0;
};

}  // namespace errata::analyze
