#include "analyze/boundaries.hpp"

namespace errata::analyze {

void Boundaries::add(const model::Document& document, const std::vector<Match>& matches) {
  for (const auto& match : matches) {
    if (match.kind != model::ErrorClass::boundary)
      continue;
    const auto& gold = document.gold[match.gold];
    const auto& predicted = document.predicted[match.predicted];
    auto& habits = labels_[gold.label];
    habits.begins_early += predicted.begin < gold.begin;
    habits.begins_late += predicted.begin > gold.begin;
    habits.ends_early += predicted.end < gold.end;
    habits.ends_late += predicted.end > gold.end;
  }
}

BoundaryHabits Boundaries::of(model::LabelId label) const {
  const auto found = labels_.find(label);
  return found != labels_.end() ? found->second : BoundaryHabits{};
}

}  // namespace errata::analyze
