// Documents as reports show them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "analyze/example.hpp"
#include "analyze/explained_spans.hpp"
#include "analyze/match.hpp"
#include "model/analysis.hpp"

namespace errata::analyze {

// Bytes of analysis.json that it takes, rather too many.
std::size_t cost_of(const model::DocumentResult& document);

std::uint64_t errors_in(const std::vector<Match>& matches);

// All of the document. Gold spans that were not found are marked where they are `explained`.
model::DocumentResult whole_result(const Place& place, const std::vector<Match>& matches,
                                   const ExplainedSpans& explained = {});

// What an Analysis holds of it: all, or where that costs more than `shown_document_bytes` an
// excerpt (excerpt.hpp).
model::DocumentResult held_result(const Place& place, const std::vector<Match>& matches,
                                  const ExplainedSpans& explained = {});

}  // namespace errata::analyze
