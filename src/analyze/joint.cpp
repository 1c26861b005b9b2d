#include "analyze/joint.hpp"

#include <algorithm>
#include <set>
#include <span>
#include <tuple>

namespace errata::analyze {

using model::LabelId;
using Kind = Topic::Kind;

namespace {

// The labels of a document that are missing and extra, and what a repair does to them.
struct Labels {
  std::set<LabelId> missing, extra;
  std::set<LabelId> added{}, dropped{};

  // The gold label was wrong: a repair of the prediction has nothing left to do.
  void relabel(const WrongLabels::Item& item, std::vector<LabelCounts>& counts) {
    auto& of = counts[item.label];
    if (item.is_given && missing.erase(item.label) > 0) {
      of.fn -= 1;
    } else if (!item.is_given && extra.erase(item.label) > 0) {
      of.fp -= 1;
      of.tp += 1;
    }
  }

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

std::vector<WrongLabels::Item> in_order_of_documents(std::vector<WrongLabels::Item> items,
                                                     const std::vector<Topic>& topics) {
  if (std::ranges::find(topics, Kind::wrong_label, &Topic::kind) == topics.end())
    items.clear();
  std::ranges::sort(items, {}, [](const WrongLabels::Item& item) {
    return std::tuple{item.document, item.label, item.is_given};
  });
  return items;
}

// Of two spellings of one label one is left.
void unite(const Candidate& candidate, std::vector<LabelCounts>& counts) {
  if (model::number_of(candidate.finding.facts, "alike") == 0)
    return;
  auto& gold = counts[candidate.topics.front().gold];
  auto& predicted = counts[candidate.topics.front().predicted];
  gold = {gold.tp + predicted.tp, gold.fp + predicted.fp, gold.fn + predicted.fn};
  predicted = {};
}

}  // namespace

model::Gain joint_gain(const Tally& tally, const std::vector<Candidate>& candidates) {
  const std::span first{candidates.data(), std::min(candidates.size(), joint_findings)};
  Repair repair;
  for (const auto& candidate : first)
    repair.join(candidate.repair);
  const auto counts = counts_of(tally);
  auto repaired = counts;
  repair.apply(repaired);
  for (const auto& candidate : first)
    unite(candidate, repaired);
  return {micro_f1(repaired) - micro_f1(counts), macro_f1(repaired) - macro_f1(counts)};
}

void JointRepair::add(const model::Document& document, const std::vector<Match>& matches) {
  std::set<LabelId> missing;
  std::set<LabelId> extra;
  for (const auto& match : matches) {
    if (match.kind == model::ErrorClass::correct)
      continue;
    if (match.gold != no_item)
      missing.insert(document.gold[match.gold].label);
    if (match.predicted != no_item)
      extra.insert(document.predicted[match.predicted].label);
  }
  const auto number = documents_++;
  if (missing.empty() && extra.empty())
    return;
  const bool crowded = document.gold.size() + document.predicted.size() > Tally::most_labels;
  const auto first = labels_.size();
  labels_.insert(labels_.end(), missing.begin(), missing.end());
  const auto middle = labels_.size();
  labels_.insert(labels_.end(), extra.begin(), extra.end());
  errors_.push_back({number, crowded, first, middle, labels_.size()});
}

model::Gain JointRepair::finish(const Tally& tally, const std::vector<Candidate>& candidates,
                                const std::vector<WrongLabels::Item>& wrong) const {
  std::vector<Topic> topics;
  for (std::size_t i = 0; i < std::min(candidates.size(), joint_findings); ++i)
    topics.insert(topics.end(), candidates[i].topics.begin(), candidates[i].topics.end());
  const auto by_document = in_order_of_documents(wrong, topics);
  const auto counts = counts_of(tally);
  auto repaired = counts;
  const auto at = [this](std::size_t i) {
    return labels_.begin() + static_cast<std::ptrdiff_t>(i);
  };
  for (const auto& errors : errors_) {
    Labels labels{{at(errors.first), at(errors.extra)}, {at(errors.extra), at(errors.behind)}};
    for (auto item = std::ranges::lower_bound(by_document, errors.document, {},
                                              &WrongLabels::Item::document);
         item != by_document.end() && item->document == errors.document; ++item)
      labels.relabel(*item, repaired);
    for (const auto& topic : topics)
      labels.repair(topic, errors.crowded);
    for (const auto label : labels.added) {
      repaired[label].tp += 1;
      repaired[label].fn -= 1;
    }
    for (const auto label : labels.dropped)
      repaired[label].fp -= 1;
  }
  return {micro_f1(repaired) - micro_f1(counts), macro_f1(repaired) - macro_f1(counts)};
}

}  // namespace errata::analyze
