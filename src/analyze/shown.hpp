// The documents that an Analysis holds.
#pragma once

#include <cstddef>
#include <set>
#include <vector>

#include "analyze/example.hpp"
#include "analyze/explained_spans.hpp"
#include "analyze/match.hpp"
#include "model/analysis.hpp"

namespace errata::analyze {

// Most errors first, then by id; right ones therefore last, by id.
struct WorstFirst {
  bool operator()(const model::DocumentResult& a, const model::DocumentResult& b) const;
};

// Keeps the longest beginning of that order that stays within `shown_documents` and `shown_bytes`,
// of a document above `shown_document_bytes` an excerpt.
class Shown {
 public:
  void add(const Place& place, const std::vector<Match>& matches, const ExplainedSpans& explained);
  std::vector<model::DocumentResult> finish();

 private:
  bool is_beyond(std::uint64_t errors, const std::string& id) const;
  void shorten();

  std::multiset<model::DocumentResult, WorstFirst> kept_;
  std::multiset<model::DocumentResult, WorstFirst> first_lost_;  // none or one: what did not fit
  std::size_t bytes_ = 0;
};

}  // namespace errata::analyze
