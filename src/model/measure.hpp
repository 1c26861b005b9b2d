// Scores with what may be claimed of them.
#pragma once

#include <cstdint>
#include <optional>

namespace errata::model {

// A ratio with its two counts, or a mean of such over labels. Without `interval` no claim is made
// about other documents; the interval is at 95 %. Undefined (denominator 0): value 0.
struct Measure {
  struct Interval {
    double low = 0, high = 0;
  };
  double value = 0;
  std::optional<double> numerator, denominator;  // nothing for a mean over labels
  std::optional<Interval> interval;
  std::uint64_t documents = 0;  // that contribute to the denominator; of a mean: all
  bool defined = true;
};

struct Scores {
  Measure precision, recall, f1;
};

}  // namespace errata::model
