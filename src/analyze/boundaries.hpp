// In which way boundaries are wrong.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "analyze/match.hpp"
#include "model/document.hpp"

namespace errata::analyze {

// Predictions with the right label and a wrong boundary, by where they begin and end beside the
// gold span. One prediction may count on both sides.
struct BoundaryHabits {
  std::uint64_t begins_early = 0, begins_late = 0, ends_early = 0, ends_late = 0;
};

class Boundaries {
 public:
  void add(const model::Document& document, const std::vector<Match>& matches);
  BoundaryHabits of(model::LabelId label) const;

 private:
  std::map<model::LabelId, BoundaryHabits> labels_;
};

}  // namespace errata::analyze
