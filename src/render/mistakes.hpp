// The errors of a document, one by one, as people count them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/analysis.hpp"

namespace errata::render {

// Indexes into the document's `gold` and `predicted`.
struct Mistake {
  model::ErrorClass kind = model::ErrorClass::correct;
  std::optional<std::size_t> gold;
  std::vector<std::size_t> predicted;  // several of multi-label: every extra label
  std::string id;
};

// As many as `document.errors` says: of a document as a whole each missing label stands against
// every extra one.
std::vector<Mistake> mistakes_in(const model::DocumentResult& document, bool is_entities);

// The labels of spans, joined with ", ".
std::string joined_labels(const std::vector<model::DocumentResult::Span>& spans,
                          const std::vector<std::size_t>& indexes);

}  // namespace errata::render
