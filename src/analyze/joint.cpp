#include "analyze/joint.hpp"

#include <algorithm>
#include <set>

namespace errata::analyze {

using model::LabelId;
using Kind = Topic::Kind;

namespace {

// The labels of a document that are missing and extra, and what a repair does to them.
struct Labels {
  std::set<LabelId> missing, extra;
  std::set<LabelId> added, dropped;

  void repair_pair(LabelId gold, LabelId predicted) {
    if (!missing.contains(gold) || !extra.contains(predicted))
      return;
    added.insert(gold);
    dropped.insert(predicted);
  }

  void repair(const Topic& topic, bool crowded) {
    if (topic.kind == Kind::false_negative && missing.contains(topic.gold))
      added.insert(topic.gold);
    if (topic.kind == Kind::false_positive && extra.contains(topic.gold))
      dropped.insert(topic.gold);
    if (!crowded && (topic.kind == Kind::pair || topic.kind == Kind::either_way))
      repair_pair(topic.gold, topic.predicted);
    if (!crowded && topic.kind == Kind::either_way)
      repair_pair(topic.predicted, topic.gold);
  }
};

}  // namespace

model::Gain joint_gain(const Tally& tally, const std::vector<Candidate>& candidates) {
  Repair repair;
  for (std::size_t i = 0; i < std::min(candidates.size(), joint_findings); ++i)
    repair.join(candidates[i].repair);
  return gain_of(counts_of(tally), repair);
}

JointRepair::JointRepair(const std::vector<Candidate>& candidates) {
  for (std::size_t i = 0; i < std::min(candidates.size(), joint_findings); ++i)
    topics_.insert(topics_.end(), candidates[i].topics.begin(), candidates[i].topics.end());
}

void JointRepair::add(const model::Document& document, const std::vector<Match>& matches) {
  Labels labels;
  for (const auto& match : matches) {
    if (match.kind == model::ErrorClass::correct)
      continue;
    if (match.gold != no_item)
      labels.missing.insert(document.gold[match.gold].label);
    if (match.predicted != no_item)
      labels.extra.insert(document.predicted[match.predicted].label);
  }
  const bool crowded = document.gold.size() + document.predicted.size() > Tally::most_labels;
  for (const auto& topic : topics_)
    labels.repair(topic, crowded);
  for (const auto label : labels.added) {
    change_[label].tp += 1;
    change_[label].fn -= 1;
  }
  for (const auto label : labels.dropped)
    change_[label].fp -= 1;
}

model::Gain JointRepair::finish(const Tally& tally) const {
  const auto counts = counts_of(tally);
  auto repaired = counts;
  for (const auto& [label, change] : change_) {
    repaired[label].tp += change.tp;
    repaired[label].fp += change.fp;
    repaired[label].fn += change.fn;
  }
  return {micro_f1(repaired) - micro_f1(counts), macro_f1(repaired) - macro_f1(counts)};
}

}  // namespace errata::analyze
