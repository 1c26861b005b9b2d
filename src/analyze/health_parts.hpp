// What the checks of data health are put together from.
#pragma once

#include <string>
#include <vector>

#include "model/analysis.hpp"

namespace errata::analyze {

using Names = std::vector<std::string>;

inline constexpr const char* no_text = "no_texts";
inline constexpr const char* no_training = "no_training_labels";

// The first names as the fact `name`, and "<name>_left": how many there are beside them.
void add_names(model::HealthCheck& check, const std::string& name, Names names);

model::HealthCheck not_assessable(const char* rule, const char* because);

// Passes where no label is named.
model::HealthCheck about_labels(const char* rule, model::Outcome otherwise, const Names& names);

}  // namespace errata::analyze
