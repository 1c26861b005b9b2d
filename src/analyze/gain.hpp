// What a repair is worth: the change of the scores, recomputed from repaired counts.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <vector>

#include "analyze/tally.hpp"
#include "model/analysis.hpp"

namespace errata::analyze {

struct LabelCounts {
  std::int64_t tp = 0, fp = 0, fn = 0;

  bool occurs() const { return tp + fp + fn > 0; }
  double f1() const;  // 2tp / (2tp + fp + fn); 0 where the label does not occur
};

std::vector<LabelCounts> counts_of(const Tally& tally);

// Over all items, and the unweighted mean over the labels that occur; 0 where there is nothing.
double micro_f1(const std::vector<LabelCounts>& counts);
double macro_f1(const std::vector<LabelCounts>& counts);

// Wrong items of one kind that are put right together.
struct Cell {
  enum class Kind {
    type,  // the prediction gets the gold label: tp+1 fn−1, fp−1 of the other label
    type_and_boundary,  // the same counts
    boundary,           // tp+1 fn−1 fp−1 of the label
    missed,             // found: tp+1 fn−1
    spurious,           // no longer predicted: fp−1
    unlabelled,         // a spurious prediction gets its gold label: tp+1 fp−1
    over_labelled,      // a gold label that is not predicted is dropped: fn−1
    relabelled,  // a document gets the predicted label: tp+1 fp−1, fn−1 of the gold label
    // What a repair costs. Both become a prediction of the label `into`: its fp+1.
    turned,  // a wrong prediction: fp−1 of its label
    spoilt,  // a right one: tp−1 fn+1
  };
  Kind kind;
  model::LabelId gold = 0;       // the label; the gold one of a pair
  model::LabelId predicted = 0;  // of a pair; otherwise as gold
  model::LabelId into = 0;       // of turned and spoilt

  auto operator<=>(const Cell&) const = default;
};

// The items of a finding, and what becomes worse by their repair. Joined repairs put an item right
// once, and what one of them turned and another repairs is right.
class Repair {
 public:
  void add(const Cell& cell, std::uint64_t items);
  void join(const Repair& other);
  void apply(std::vector<LabelCounts>& counts) const;
  bool empty() const { return items_.empty(); }
  std::uint64_t items() const;  // that it puts right
  // Items that both put right, as far as the counts tell: of two multi-label pairs with one label
  // in common they do not, nor of wrong labels and a part of the items of a pair (the unsure ones).
  std::uint64_t shared_with(const Repair& other, const Tally& tally) const;

 private:
  std::map<Cell, std::uint64_t> items_;
};

model::Gain gain_of(const std::vector<LabelCounts>& counts, const Repair& repair);

// All items of one matching class. Multi-label, `type`: the missing labels of documents that have
// extra ones are added, and the extra ones dropped.
Repair repair_of_class(const Tally& tally, model::ErrorClass kind);

// Entities: the label's gold items that are missed, or met by a wrong span.
Repair repair_of_unfound(const Tally& tally, model::LabelId label);

// Every gold item of the label that is not right; multi-label: the label is added where it is
// missing. Every prediction of the label that is not right; multi-label: it is dropped.
Repair repair_of_false_negatives(const Tally& tally, model::LabelId label);
Repair repair_of_false_positives(const Tally& tally, model::LabelId label);

// Micro and macro F1 if the two labels were one, exactly: as if both sides were relabelled and
// recounted, duplicates that arise being collapsed.
model::Merged merged_scores(const Tally& tally, model::LabelId first, model::LabelId second);

// The same of several labels; `effect` is what changes in their sums at places that have several.
model::Merged merged_scores(const Tally& tally, const std::vector<model::LabelId>& labels,
                            const MergeEffect& effect);

}  // namespace errata::analyze
