// The labels file of a project: what export returns and the portal keeps. Only .cpp files include
// this.
#pragma once

#include <functional>
#include <string_view>

#include "core/json_reader.hpp"
#include "model/test_set.hpp"

namespace errata::normalize {

// Labels of the documents that took part in training: those that are labelled, not assigned to the
// test set and not in `is_tested` by location. Every label of the project is listed. Those
// in `is_tested` that are assigned to training are counted apart.
model::TrainingSet count_training(json::object exported,
                                  const std::function<bool(std::string_view)>& is_tested);

// What the export says of its project, empty where it says nothing.
std::string_view project_name(json::object exported);

}  // namespace errata::normalize
