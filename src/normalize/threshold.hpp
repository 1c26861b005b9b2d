// Predictions that are too unsure to count: --threshold.
#pragma once

#include <cstdint>
#include <optional>

#include "model/document.hpp"
#include "model/test_set.hpp"

namespace errata::normalize {

// A prediction whose score lies below `least` (0 to 1) is none; one without a score stays. Scores
// are compared as they are kept, in 32 bits, so that a score written 0.7 passes a threshold of 0.7.
class Threshold {
 public:
  explicit Threshold(std::optional<double> least) : least_{least} {}

  void apply(model::Document& document);

  // The document of the last apply() is used: what was taken from it counts.
  void keep();

  // What was taken away becomes a remark and a fact of the source; the service's own figures, which
  // are of all predictions, go where something was.
  void finish(model::TestSet& test_set) const;

 private:
  struct Counts {
    std::uint64_t predicted = 0, below = 0, unscored = 0;
  };

  std::optional<double> least_;
  Counts of_document_, all_;
};

}  // namespace errata::normalize
