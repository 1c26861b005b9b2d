// Checks that answer what findings tell one by one: passed where there is none. Facts in
// health.hpp.
#pragma once

#include <optional>

#include "analyze/health.hpp"

namespace errata::analyze {

// Nothing where the check means nothing for the task.
std::optional<model::HealthCheck> check_confused(const HealthGrounds& on);
std::optional<model::HealthCheck> check_cut_or_missed(const HealthGrounds& on);  // entities
std::optional<model::HealthCheck> check_complex(const HealthGrounds& on);        // entities
std::optional<model::HealthCheck> check_unlabelled_predictions(const HealthGrounds& on);

// Labels that contradict each other, whatever is predicted (audit.hpp, near_texts.hpp).
std::optional<model::HealthCheck> check_consistency(const HealthGrounds& on);

// Single label: equal or nearly equal texts of two labels, so that both may fit one document.
std::optional<model::HealthCheck> check_two_labels(const HealthGrounds& on);

}  // namespace errata::analyze
