// Two evaluations of one task compared, in two passes over each: keys of all documents first, then
// pairs of documents. What is kept of a document is 40 bytes a side, and 16 of a pair.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "analyze/document_key.hpp"
#include "analyze/fingerprint.hpp"
#include "analyze/match.hpp"
#include "analyze/pairing.hpp"
#include "analyze/sums.hpp"
#include "analyze/thresholds.hpp"
#include "model/comparison.hpp"
#include "model/document.hpp"
#include "model/label_set.hpp"
#include "model/task.hpp"

namespace errata::analyze {

// Pass 1 of one side.
class ComparedSide {
 public:
  ComparedSide(model::Task task, const model::LabelSet& labels);

  // `place` is given back by place(): where the caller finds the document again.
  void add(const model::Document& document, std::uint64_t place);

  std::uint64_t place(std::uint64_t document) const { return places_[document]; }
  const std::vector<DocumentKey>& keys() const { return keys_; }
  const model::LabelSet& labels() const { return labels_; }
  model::Task task() const { return task_; }
  const ItemSums& all() const { return all_; }
  std::uint64_t right() const { return right_; }  // documents without an error
  std::string fingerprint() const { return fingerprint_.finish(); }

 private:
  model::Task task_;
  model::LabelSet labels_;
  Matcher matcher_;
  std::vector<DocumentKey> keys_;
  std::vector<std::uint64_t> places_;
  ItemSums all_;
  std::uint64_t right_ = 0;
  Fingerprint fingerprint_;
};

// Pass 2, over the pairs of pair_documents(). The order of pairs does not show in the result.
//
// A model's effect is measured on the gold labels of the later side: the predictions of both sides
// against these. Where the gold of a document changed, the label effect is measured beside it.
//
// Errors are paired within a document: of a gold item by the item itself, spurious predictions by
// place, as match.hpp pairs spans, so that a shifted boundary is the same error still. In
// multi-label sets each missing and each extra label is an error of its own.
class Comparer {
 public:
  // Refers to both sides.
  Comparer(const ComparedSide& before, const ComparedSide& after,
           const Thresholds& thresholds = {});
  ~Comparer();
  Comparer(Comparer&&) noexcept;

  void add(const model::Document& before, const model::Document& after);
  // `rewritten` as pair_documents() counted it. Once.
  model::Comparison finish(std::uint64_t rewritten);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace errata::analyze
