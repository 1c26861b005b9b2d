// The three kinds of text model.
#pragma once

#include <optional>
#include <string_view>

namespace errata::model {

enum class Task { single_label, multi_label, entities };

std::string_view name_of(Task task);  // "single_label", as in the schema
std::optional<Task> task_named(std::string_view name);

}  // namespace errata::model
