// Scores of two sides on the same documents.
#pragma once

#include <cstdint>
#include <vector>

#include "analyze/match.hpp"
#include "analyze/paired_sums.hpp"
#include "analyze/thresholds.hpp"
#include "model/comparison.hpp"
#include "model/label_set.hpp"
#include "model/task.hpp"

namespace errata::analyze {

// Counts of a document as a whole.
ItemCounts counts_of(const Judged& side);
bool is_right(const Judged& side);

class PairedScores {
 public:
  // `labels` are those of the judged documents.
  PairedScores(model::Task task, const model::LabelSet& labels, const Thresholds& thresholds);

  // Predictions of both sides on the gold of the later one, and the earlier ones on their own gold.
  void add(const Judged& was, const Judged& now, const Judged& then);

  // Sets scores, discordance, verdict and labels. Effects of labels are given where
  // `is_relabelled`.
  void fill(model::Comparison& comparison, bool is_relabelled) const;

 private:
  struct LabelSums {
    PairedSums paired;
    ItemSums then;
  };
  struct InDocument {
    ItemCounts was, now, then;
  };

  void count(const Judged& side, ItemCounts InDocument::*to);
  ItemCounts& in_document(model::LabelId label, ItemCounts InDocument::*to);
  model::ScoreChange accuracy() const;
  model::ScoreChange ratio(const char* name, PairedRatio (PairedSums::*of)() const,
                           RatioSums (ItemSums::*then)() const) const;
  model::ScoreChange macro() const;
  std::vector<model::ScoreChange> scores() const;
  bool is_accuracy_all() const;
  void fill_labels(model::Comparison& comparison) const;

  model::Task task_;
  const model::LabelSet& labels_;
  Thresholds thresholds_;
  PairedSums all_;
  ItemSums then_;
  std::vector<LabelSums> by_label_;
  std::uint64_t documents_ = 0, right_on_both_ = 0, then_right_ = 0;
  model::Discordance turned_;
  std::vector<InDocument> in_document_;  // by label
  std::vector<model::LabelId> touched_;
};

}  // namespace errata::analyze
