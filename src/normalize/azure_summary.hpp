// The service's own scores: the answer of evaluation/summary-result. Only .cpp files include this.
#pragma once

#include <optional>
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

// Of conversational language understanding: figures of both tasks, where there are any.
struct CluSummary {
  std::optional<model::ServiceSummary> intents, entities;
};

// Nothing for what is no such summary.
std::optional<CluSummary> read_clu_summary(json::object body);

}  // namespace errata::normalize
