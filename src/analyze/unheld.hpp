// What an Analysis does not hold, or not whole, of the documents that it was made from.
#pragma once

#include <cstdint>

#include "analyze/explained_spans.hpp"
#include "analyze/match.hpp"
#include "model/analysis.hpp"
#include "model/document.hpp"
#include "model/label_set.hpp"

namespace errata::analyze {

// Goes through the documents once more, in any order. Refers to what it is made from.
class Unheld {
 public:
  // `labels` are those of the documents.
  Unheld(const model::Analysis& analysis, const model::LabelSet& labels);

  // Whether `result` is now the whole of a document that the analysis does not hold as a whole.
  bool take(const model::Document& document, model::DocumentResult& result);

 private:
  bool is_held(const model::DocumentResult& document);

  const model::Analysis& analysis_;
  const model::LabelSet& labels_;
  Matcher matcher_;
  ExplainedSpans explained_;
  std::uint64_t like_last_ = 0;  // documents that are held and equal to the last one that is
};

}  // namespace errata::analyze
