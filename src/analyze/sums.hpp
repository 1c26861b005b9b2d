// Exact sums over documents: integers, so that they merge in any order to the same bits. Counts of
// one document are below 2^32 and squares of them are added, so 64 bits hold any set that fits on a
// disk.
#pragma once

#include <cstdint>

#include "analyze/interval.hpp"

namespace errata::analyze {

// What one document has of a label, or of all.
struct ItemCounts {
  std::uint64_t tp = 0, gold = 0, predicted = 0;
  bool operator==(const ItemCounts&) const = default;
};

// Of a label, or of all: true positives, gold and predicted items of each document.
struct ItemSums {
  std::uint64_t tp = 0, gold = 0, predicted = 0;
  std::uint64_t tp_tp = 0, tp_gold = 0, tp_predicted = 0;
  std::uint64_t gold_gold = 0, gold_predicted = 0, predicted_predicted = 0;
  std::uint64_t with_gold = 0, with_predicted = 0, with_any = 0;  // documents

  void add(std::uint64_t t, std::uint64_t g, std::uint64_t p);  // one document
  void add(const ItemCounts& of) { add(of.tp, of.gold, of.predicted); }
  void merge(const ItemSums& other);
  ItemSums without(const ItemSums& part) const;  // of the documents that are not in `part`

  RatioSums precision() const;
  RatioSums recall() const;
  RatioSums f1() const;  // Σ2tp / Σ(gold + predicted)
  // Σpredicted / Σ(gold + predicted): above one half where more is predicted than is labelled.
  RatioSums share_predicted() const;
};

// Of some of a label's gold items: how many of each document, against its gold items of that label.
struct PartSums {
  std::uint64_t items = 0, squares = 0, with_gold = 0;  // Σc, Σc², Σc·gold
  std::uint64_t documents = 0;                          // with c > 0

  void add(std::uint64_t count, std::uint64_t gold);  // one document, count > 0
  void merge(const PartSums& other);

  RatioSums rate(const ItemSums& label) const;  // of the label's support
};

// The share of documents that are right as a whole.
RatioSums share_of_documents(std::uint64_t right, std::uint64_t documents);

}  // namespace errata::analyze
