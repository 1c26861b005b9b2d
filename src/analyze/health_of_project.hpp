// Checks of what scores and project say as a whole; facts in health.hpp.
#pragma once

#include "analyze/health.hpp"

namespace errata::analyze {

// Which labels are handled well, found rarely but rightly, predicted too often, or handled poorly:
// precision and recall against `weak_score`, of labels with `few_test_labels` items or more.
model::HealthCheck check_scores(const HealthGrounds& on);

// F1 of the best label against the worst, of the same labels.
model::HealthCheck check_distance(const HealthGrounds& on);

// Documents of the project that nobody labelled.
model::HealthCheck check_unlabelled(const HealthGrounds& on);

// Documents of the test set that the project's labels file assigns to training. Only a manual split
// is written there.
model::HealthCheck check_tested(const HealthGrounds& on);

// The day from which the model cannot be used any more, against that of the analysis.
model::HealthCheck check_expiry(const HealthGrounds& on);

// The limits of Azure's service (documented by it), for test sets that come from there.
model::HealthCheck check_limits(const HealthGrounds& on);

}  // namespace errata::analyze
