// What several findings are worth together: an item that two of them repair counts once.
#pragma once

#include <map>
#include <vector>

#include "analyze/gain.hpp"
#include "analyze/match.hpp"
#include "analyze/rules.hpp"
#include "analyze/tally.hpp"
#include "analyze/topics.hpp"
#include "model/analysis.hpp"

namespace errata::analyze {

inline constexpr std::size_t joint_findings = 3;

// Entities and single label: from the counts, as no two kinds of items share one.
model::Gain joint_gain(const Tally& tally, const std::vector<Candidate>& candidates);

// Multi-label: two pairs of one document may share a missing label, so each document is repaired
// and recounted. The candidates follow from the counts alone and are known before pass 2.
class JointRepair {
 public:
  explicit JointRepair(const std::vector<Candidate>& candidates);

  void add(const model::Document& document, const std::vector<Match>& matches);
  model::Gain finish(const Tally& tally) const;

 private:
  std::vector<Topic> topics_;
  std::map<model::LabelId, LabelCounts> change_;
};

}  // namespace errata::analyze
