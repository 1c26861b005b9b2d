// Whether the scores of predictions say how often they are right.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "analyze/thresholds.hpp"
#include "model/analysis.hpp"
#include "model/label_set.hpp"

namespace errata::analyze {

// Expected calibration error: Σ over bins of (items / all) · |share right − mean score|.
//   equal width  15 bins of [0, 1] (Guo, Pleiss, Sun and Weinberger 2017, eq. 5): what is usually
//                reported; sure models put nearly everything into the last bin
//   equal mass   bins with as many predictions each, at most 15, a part of `calibration_items` (10)
//   predictions at least
//                (Nguyen and O'Connor 2015). Its bias is the smaller one (Roelofs, Cain, Shlens and
//                Mozer 2022), so that reports name it first
// Both are biased upwards where a bin has few predictions. Scores are counted at 4 decimals, so
// that parts merge exactly; equal ones are never split over bins.
// A label whose predictions all have the score 0 is a fallback: it is given where nothing else
// fits, and 0 says so, not that the prediction is wrong. Its predictions are left out, and counted.
class Calibration {
 public:
  void add(model::LabelId label, float score, bool is_right);  // no_score is passed over
  void merge(const Calibration& other);

  // Nothing where fewer than `calibration_predictions` predictions have a score.
  std::optional<model::Calibration> finish(const Thresholds& thresholds,
                                           const model::LabelSet& labels) const;

 private:
  struct Count {
    std::uint64_t predicted = 0, right = 0;
    std::uint64_t millionths = 0;  // sum of scores
  };
  using ByScore = std::map<std::uint32_t, Count>;  // by ten-thousandths
  struct OfLabel {
    std::uint64_t predicted = 0;                   // with any score
    std::uint64_t at_zero = 0, right_at_zero = 0;  // with 0 exactly

    // Given where nothing else fits, as far as its scores tell; a few that are 0 are scores.
    bool is_fallback(std::uint64_t least) const { return at_zero >= least && at_zero == predicted; }
  };

  static model::Calibration::Bin bin_of(ByScore::const_iterator from, ByScore::const_iterator to);
  static std::vector<model::Calibration::Bin> equal_mass(const ByScore& counts, std::uint64_t all,
                                                         std::uint64_t least);
  static std::vector<model::Calibration::Bin> equal_width(const ByScore& counts);
  ByScore without_fallbacks(std::uint64_t least) const;

  ByScore counts_;
  std::map<model::LabelId, OfLabel> labels_;
};

}  // namespace errata::analyze
