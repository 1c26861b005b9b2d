// What somebody who labels should look at, document by document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/analysis.hpp"

namespace errata::render {

// Why a document is to be looked at.
struct Review {
  std::string_view kind;  // "unlabeled", "audit", "label_error", "over_labelled", "conflict"
  std::string label;      // that is suggested, or doubted; may be empty
  std::uint64_t begin = 0, end = 0;  // both 0: the whole document
  std::optional<double> chance{};    // that the label of today is wrong
  std::optional<model::Grade> grade{};
  std::string given{};  // label_error: the label of today, may be empty
  std::string other{};  // conflict: the document that is labelled otherwise
};

// A document with the labels that are suggested: those of today, what was forgotten added, what
// nobody else would give taken away. What is added has the chance as its score, where one is known.
struct Suggested {
  const model::DocumentResult* document = nullptr;
  std::vector<model::DocumentResult::Span> labels;  // by begin, end, label
  std::vector<Review> reviews;
};

struct Worklist {
  std::vector<Suggested> documents;  // in the order in which the Analysis shows them
  std::uint64_t left = 0;            // reviews of documents that the Analysis does not hold
};

// From predictions without a label (strong and moderate), the label audit, probable label errors,
// labels that stand alone, and documents of equal text that are labelled differently. Points into
// `analysis`.
Worklist worklist_of(const model::Analysis& analysis);

}  // namespace errata::render
