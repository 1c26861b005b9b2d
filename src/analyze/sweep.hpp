// Scores by threshold: what would be counted if predictions below a score were none.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "model/analysis.hpp"
#include "model/document.hpp"

namespace errata::analyze {

// Exact counts at fixed thresholds: 0, 0.01 to 0.99, then 0.991 to 0.999 and 1, where sure models
// have most of their scores. A prediction without a score is above every threshold.
//
// Right are, of the predictions of one span and label, as many as gold has there, the ones with the
// best scores first; so what is right does not depend on the threshold, and a threshold only cuts.
class Sweep {
 public:
  static constexpr std::size_t thresholds = 110;
  static double threshold(std::size_t index);
  static std::size_t threshold_up_to(float score);  // the highest that is not above it

  void add(float score, bool is_right);
  void merge(const Sweep& other);

  // Nothing where no prediction has a score. `gold`: labelled items of all documents.
  std::optional<model::ThresholdSweep> finish(std::uint64_t gold) const;

 private:
  struct Count {
    std::uint64_t predicted = 0, right = 0;
  };
  std::array<Count, thresholds> counts_{};  // with a score from the threshold to below the next
  Count unscored_;
};

}  // namespace errata::analyze
