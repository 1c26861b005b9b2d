// Checks of the two sides against each other: whether predictions go with gold at all, and labels
// that stand on one side only.
#pragma once

#include "analyze/health.hpp"

namespace errata::analyze {

// Single labels: whether predictions are right more often than chance would have them, or less.
// Where they are not, the files may be of different documents, and no error says anything.
std::optional<model::HealthCheck> check_followed(const HealthGrounds& on);

model::HealthCheck check_predicted_only(const HealthGrounds& on);

// The first question of a label that is never predicted is whether training has it.
model::HealthCheck check_never_predicted(const HealthGrounds& on);

}  // namespace errata::analyze
