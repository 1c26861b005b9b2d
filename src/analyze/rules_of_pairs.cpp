#include <algorithm>
#include <map>
#include <utility>

#include "analyze/candidate.hpp"
#include "analyze/facts.hpp"
#include "analyze/matrix.hpp"
#include "core/fold.hpp"

namespace errata::analyze {

using model::Grade;
using model::LabelId;
using Kind = Topic::Kind;

namespace {

std::vector<std::string> words_of(const std::vector<model::Cue>& cues) {
  std::vector<std::string> words;
  for (const auto& cue : cues)
    words.push_back(cue.word);
  return words;
}

using ByPair = std::map<Tally::Pair, const ConfusionCount*>;

ByPair by_pair(const std::vector<ConfusionCount>& confusions) {
  ByPair pairs;
  for (const auto& pair : confusions)
    pairs.emplace(Tally::Pair{pair.gold, pair.predicted}, &pair);
  return pairs;
}

double weight_of_reverse(const Grounds& on, const ConfusionCount& pair) {
  const auto found = on.tally.pairs.find({pair.predicted, pair.gold});
  return found == on.tally.pairs.end() ? 0 : weight_of(found->second);
}

double share_of_weight(double weight, std::uint64_t support) {
  return support > 0 ? weight / static_cast<double>(support) : 0;
}

// The group that holds both labels of the pair.
const model::LabelGroup* group_of(const Grounds& on, const ConfusionCount& pair) {
  const auto has = [&on](const model::LabelGroup& group, LabelId label) {
    return std::ranges::find(group.labels, on.labels.name(label)) != group.labels.end();
  };
  const auto found = std::ranges::find_if(on.groups, [&](const model::LabelGroup& group) {
    return has(group, pair.gold) && has(group, pair.predicted);
  });
  return found != on.groups.end() ? &*found : nullptr;
}

// Documents that all have the one label that is left are told apart by nothing.
bool are_all_labels(const Grounds& on, std::size_t labels) {
  return on.tally.task == model::Task::single_label && labels >= on.tally.labels_in_gold();
}

// Micro F1 of labels as one beside today's. Merging is only offered where the score that is printed
// is higher by it.
bool is_worth_merging(const Grounds& on, std::size_t labels, double merged, double today) {
  constexpr double least_printed = 0.001;
  return !are_all_labels(on, labels) && merged - today >= least_printed;
}

void add_merged(const Grounds& on, const ConfusionCount& pair, std::vector<model::Fact>& facts) {
  const auto today = micro_f1(counts_of(on.tally));
  const auto merged = merged_scores(on.tally, pair.gold, pair.predicted);
  facts.push_back(score_fact("micro_f1", today));
  facts.push_back(score_fact("merged_micro_f1", merged.micro_f1));
  facts.push_back(score_fact("merged_macro_f1", merged.macro_f1));
  facts.push_back(count_fact("merge", is_worth_merging(on, 2, merged.micro_f1, today)));
  facts.push_back(count_fact("no_others", are_all_labels(on, 2)));
  if (const auto* group = group_of(on, pair)) {
    facts.push_back(list_fact("group", group->labels));
    facts.push_back(score_fact("group_micro_f1", group->merged.micro_f1));
    facts.push_back(count_fact(
        "merge_group", is_worth_merging(on, group->labels.size(), group->merged.micro_f1, today)));
  }
}

// One label that is written in two ways: case alone tells them apart, or accents where gold never
// has the other one.
bool is_written_otherwise(const Grounds& on, const ConfusionCount& pair) {
  const auto& gold = on.labels.name(pair.gold);
  const auto& predicted = on.labels.name(pair.predicted);
  return case_folded(gold) == case_folded(predicted) ||
         (on.tally.labels[pair.predicted].sums.gold == 0 &&
          without_marks(gold) == without_marks(predicted));
}

void add_facts(const Grounds& on, const ConfusionCount& pair, model::Finding& finding) {
  const auto support = on.tally.labels[pair.gold].sums.gold;
  const auto reverse = weight_of_reverse(on, pair);
  const auto reverse_support = on.tally.labels[pair.predicted].sums.gold;
  auto& facts = finding.facts;
  facts.push_back(text_fact("gold", on.labels.name(pair.gold)));
  facts.push_back(text_fact("predicted", on.labels.name(pair.predicted)));
  facts.push_back(weight_fact("count", pair.weight));
  facts.push_back(count_fact("documents", finding.effort));
  facts.push_back(count_fact("pair_documents", pair.counts->parts.documents));
  facts.push_back(count_fact("support", support));
  facts.push_back(share_fact("rate", share_of_weight(pair.weight, support)));
  facts.push_back(share_fact("limit", on.tally.thresholds.constant_rate));
  add_task(on, finding);
  facts.push_back(weight_fact("reverse_count", reverse));
  facts.push_back(count_fact("reverse_support", reverse_support));
  facts.push_back(share_fact("reverse_rate", share_of_weight(reverse, reverse_support)));
  facts.push_back(count_fact("gold_never", on.tally.labels[pair.gold].sums.predicted == 0));
  facts.push_back(count_fact("gold_over", is_over_predicted(on, pair.gold)));
  facts.push_back(list_fact("cues", words_of(on.cues.of(pair.gold, pair.predicted))));
  add_merged(on, pair, facts);
}

Candidate two_ways(const Grounds& on, const ConfusionCount& pair, const ConfusionCount& reverse,
                   Grade evidence) {
  const auto labels = std::minmax(pair.gold, pair.predicted);
  std::vector<LabelId> by_name{pair.gold, pair.predicted};
  std::ranges::sort(by_name, {}, [&on](LabelId id) { return on.labels.name(id); });
  auto repair = repair_of_pair(pair);
  repair.join(repair_of_pair(reverse));
  auto c = candidate(on, "separate-or-merge", by_name, evidence,
                     {Kind::either_way, labels.first, labels.second}, std::move(repair));
  add_facts(on, pair, c.finding);
  return c;
}

// The names tell, whatever else the predictions are; no document does. What is gained is what the
// two as one gain: boundaries stay as they are.
void settle_by_name(const Grounds& on, const ConfusionCount& pair, Candidate& c) {
  if (on.tally.task != model::Task::multi_label) {
    c.repair = {};
    c.repair.add({Cell::Kind::type, pair.gold, pair.predicted}, pair.counts->same_span);
  }
  const auto counts = counts_of(on.tally);
  const auto merged = merged_scores(on.tally, pair.gold, pair.predicted);
  c.gain = {merged.micro_f1 - micro_f1(counts), merged.macro_f1 - macro_f1(counts)};
  c.finding.effort = 0;
  if (is_enough(on, pair.counts->parts.items, pair.counts->parts.documents)) {
    c.finding.evidence = Grade::strong;
    c.finding.outcome = model::Outcome::fail;
  }
}

Candidate one_way(const Grounds& on, const ConfusionCount& pair, Grade evidence) {
  auto c = candidate(on, "one-way-confusion", {pair.gold, pair.predicted}, evidence,
                     {Kind::pair, pair.gold, pair.predicted}, repair_of_pair(pair));
  add_facts(on, pair, c.finding);
  const bool is_alike = is_written_otherwise(on, pair);
  c.finding.facts.push_back(count_fact("alike", is_alike));
  if (is_alike)
    settle_by_name(on, pair, c);
  return c;
}

// Of a pair and its reverse, the one that the sentence begins with.
bool goes_first(const ConfusionCount& pair, const ConfusionCount& reverse) {
  return pair.constant != reverse.constant ? pair.constant : &pair < &reverse;
}

}  // namespace

// A pair and its reverse are one finding where both are at least suspected: two would tell the
// reader that the confusion goes one way only, and the other way only.
void find_confusions(const Grounds& on, std::vector<Candidate>& found) {
  const auto pairs = by_pair(on.confusions);
  for (const auto& pair : on.confusions) {
    if (!pair.suspected)
      continue;
    const auto reverse = pairs.find({pair.predicted, pair.gold});
    const auto evidence = pair.constant ? Grade::strong : Grade::weak;
    const bool has_reverse = reverse != pairs.end() && reverse->second->suspected;
    if (has_reverse && !goes_first(pair, *reverse->second))
      continue;
    found.push_back(has_reverse && !is_written_otherwise(on, pair)
                        ? two_ways(on, pair, *reverse->second, evidence)
                        : one_way(on, pair, evidence));
  }
}

}  // namespace errata::analyze
