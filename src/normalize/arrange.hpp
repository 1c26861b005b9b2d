// What every document holds once it was read, whatever its format.
#pragma once

#include <string_view>

#include "model/document.hpp"
#include "model/task.hpp"

namespace errata::normalize {

inline constexpr std::string_view no_gold_label = "no gold label";

// Sorts the annotations and counts each class once. Empty where the document fits the task, else
// the reason why it does not, in words that repeat.
std::string_view arrange(model::Document& document, model::Task task);

}  // namespace errata::normalize
