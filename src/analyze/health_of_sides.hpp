// Checks of labels that stand on one side only: in gold, or among the predictions.
#pragma once

#include "analyze/health.hpp"

namespace errata::analyze {

model::HealthCheck check_predicted_only(const HealthGrounds& on);

// The first question of a label that is never predicted is whether training has it.
model::HealthCheck check_never_predicted(const HealthGrounds& on);

}  // namespace errata::analyze
