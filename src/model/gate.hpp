// A limit that the user set for a model to be passed on, and how the model met it.
#pragma once

#include <optional>
#include <string>

#include "model/measure.hpp"

namespace errata::model {

// `doubtful`: on the right side of the limit, but the interval reaches beyond it; or, of a change,
// on the wrong side, but not beyond chance.
enum class GateOutcome { passed, doubtful, crossed, not_assessable };

// Why a gate could not be judged.
enum class GateLack {
  none,
  baseline,    // nothing to compare with
  comparison,  // another test set, or too few documents of both
  documents,   // too few for a claim
  measure,     // the task has no such score, or it is undefined
  labels,      // the baseline's labels have other names
};

struct Gate {
  std::string name;       // "micro_f1"
  bool is_least = true;   // else the limit is a most
  bool is_count = false;  // else a score, 0 to 1
  double limit = 0;
  GateOutcome outcome = GateOutcome::not_assessable;
  GateLack lack = GateLack::none;
  std::optional<double> value{};                // nothing where not assessable
  std::optional<Measure::Interval> interval{};  // of the value, at 95 %
  std::string label{};                          // that the value is of, where it is of one: hostile
};

}  // namespace errata::model
