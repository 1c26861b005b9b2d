#include "model/task.hpp"

#include <array>

namespace errata::model {

namespace {

constexpr std::array<std::string_view, 3> names{"single_label", "multi_label", "entities"};

}  // namespace

std::string_view name_of(Task task) {
  return names[static_cast<std::size_t>(task)];
}

std::optional<Task> task_named(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name)
      return static_cast<Task>(i);
  return std::nullopt;
}

}  // namespace errata::model
