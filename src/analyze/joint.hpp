// What several findings are worth together: an item that two of them repair counts once.
#pragma once

#include <cstdint>
#include <vector>

#include "analyze/gain.hpp"
#include "analyze/label_errors.hpp"
#include "analyze/match.hpp"
#include "analyze/rules.hpp"
#include "analyze/tally.hpp"
#include "analyze/topics.hpp"
#include "model/analysis.hpp"

namespace errata::analyze {

inline constexpr std::size_t joint_findings = 3;

// Entities and single label: from the counts, as no two kinds of items share one.
model::Gain joint_gain(const Tally& tally, const std::vector<Candidate>& candidates);

// Multi-label: two pairs of one document may share a missing label, so each document with errors is
// kept as numbers of labels, repaired and recounted.
class JointRepair {
 public:
  void add(const model::Document& document, const std::vector<Match>& matches);
  // `wrong`: gold labels that a finding holds for wrong, documents numbered as they were added.
  model::Gain finish(const Tally& tally, const std::vector<Candidate>& candidates,
                     const std::vector<WrongLabels::Item>& wrong) const;

 private:
  struct Errors {
    std::uint64_t document;
    bool crowded;
    std::size_t first, extra, behind;  // of labels_: missing ones, then extra ones
  };
  std::uint64_t documents_ = 0;
  std::vector<Errors> errors_;
  std::vector<model::LabelId> labels_;
};

}  // namespace errata::analyze
