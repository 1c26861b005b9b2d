// Checks of languages and of lengths of documents; facts in health.hpp.
#pragma once

#include "analyze/health.hpp"

namespace errata::analyze {

model::HealthCheck check_languages(const HealthGrounds& on);
model::HealthCheck check_lengths(const HealthGrounds& on);

// Whether a project of several languages has the option for them (G21 of the service's advice).
model::HealthCheck check_multilingual(const HealthGrounds& on);

}  // namespace errata::analyze
