// The service's own scores: the answer of evaluation/summary-result. Only .cpp files include this.
#pragma once

#include <string_view>

#include "core/json_reader.hpp"
#include "model/task.hpp"
#include "model/test_set.hpp"

namespace errata::normalize {

struct AzureSummary {
  model::Task task;
  model::ServiceSummary figures;
};

// Figures that are null or "NaN" count as 0. Throws InputError "WHAT: …" for a summary of a kind
// that is not known, or without the figures of that kind.
AzureSummary read_azure_summary(json::object body, std::string_view what);

}  // namespace errata::normalize
