#include "analyze/health_parts.hpp"

#include <algorithm>
#include <utility>

#include "analyze/facts.hpp"

namespace errata::analyze {

// The first names, and "<name>_left": how many there are beside them.
void add_names(model::HealthCheck& check, const std::string& name, Names names) {
  constexpr std::size_t named = 10;
  const auto shown = std::min(names.size(), named);
  const auto left = names.size() - shown;
  names.resize(shown);
  check.facts.push_back(list_fact(name, std::move(names)));
  check.facts.push_back(count_fact(name + "_left", left));
}

model::HealthCheck not_assessable(const char* rule, const char* because) {
  return {rule, model::Outcome::not_assessable, {reason_fact("because", because)}, {}};
}

// Passes where no label is named.
model::HealthCheck about_labels(const char* rule, model::Outcome otherwise, const Names& names) {
  model::HealthCheck check{rule,
                           names.empty() ? model::Outcome::pass : otherwise,
                           {count_fact("count", names.size())},
                           {}};
  add_names(check, "labels", names);
  return check;
}

}  // namespace errata::analyze
