// A number that a claim or a rule rests on, as an analysis used it.
#pragma once

#include <string>
#include <vector>

namespace errata::model {

// What a threshold counts. `share` and `score` are 0 to 1, `times` is a ratio, `deviations` are
// standard deviations.
enum class ThresholdUnit {
  items,
  documents,
  labels,
  words,
  characters,
  predictions,
  days,
  share,
  score,
  times,
  deviations
};

// Where its usual value comes from: the documentation of the service (Azure), the literature, or
// errata alone.
enum class ThresholdOrigin { service, literature, own };

struct Threshold {
  std::string name;
  double value = 0;
  double usual = 0;  // where nobody sets it
  bool overridden = false;
  ThresholdUnit unit = ThresholdUnit::items;
  ThresholdOrigin origin = ThresholdOrigin::own;
  std::vector<std::string> rules;  // that go by it
};

}  // namespace errata::model
