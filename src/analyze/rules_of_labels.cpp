#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyze/candidate.hpp"
#include "analyze/caps.hpp"
#include "analyze/confusions.hpp"
#include "analyze/facts.hpp"
#include "analyze/matrix.hpp"

namespace errata::analyze {

using model::Grade;
using model::LabelId;
using Kind = Topic::Kind;

namespace {

// Entities that are not found have their own rules.
bool is_mostly_unfound(const Grounds& on, const LabelTally& label) {
  return measure(label.unfound.rate(label.sums)).value >= on.tally.thresholds.many_missed;
}

// With the label's boundaries settled, its recall would not be low.
bool is_low_by_boundaries(const Grounds& on, LabelId label) {
  const auto& tally = on.tally.labels[label];
  return is_for_fixing(on, label) && share_of(tally.sums.tp + tally.boundary.items,
                                              tally.sums.gold) >= on.tally.thresholds.weak_score;
}

std::set<LabelId> labels_told(const std::vector<Candidate>& found, std::string_view rule) {
  std::set<LabelId> labels;
  for (const auto& c : found)
    if (c.finding.rule == rule)
      labels.insert(c.topics.front().gold);
  return labels;
}

// Of a label that is never predicted: whether training has it, as far as that is known, and what it
// is most often taken for. Both come before advice about its examples.
void add_reasons_of_silence(const Grounds& on, LabelId label, model::Finding& finding) {
  auto& facts = finding.facts;
  const auto& training = on.training;
  facts.push_back(count_fact("training_known", training.has_value()));
  if (training) {
    const auto known = training->labels.find(on.labels.name(label));
    facts.push_back(
        count_fact("training", known != training->labels.end() ? known->second : std::uint64_t{0}));
  }
  facts.push_back(count_fact("few_training", on.tally.thresholds.few_training_labels));
  const PairTally* most = nullptr;
  std::string taken_for;
  for (auto at = on.tally.pairs.lower_bound({label, 0});
       at != on.tally.pairs.end() && at->first.first == label; ++at)
    if (most == nullptr || at->second.parts.items > most->parts.items) {
      most = &at->second;
      taken_for = on.labels.name(at->first.second);
    }
  facts.push_back(text_fact("taken_for", taken_for));
  facts.push_back(count_fact("taken_count", most != nullptr ? most->parts.items : 0));
}

// Of the label's items: `wrong` ones. A score that is not defined is no fact.
Candidate about_scores(const Grounds& on, const char* rule, LabelId label, Grade evidence,
                       Kind kind, std::uint64_t wrong, Repair repair) {
  const auto& sums = on.tally.labels[label].sums;
  auto c = candidate(on, rule, {label}, evidence, {kind, label, label}, std::move(repair));
  auto& facts = c.finding.facts;
  facts = {text_fact("label", on.labels.name(label)),
           count_fact("count", wrong),
           count_fact("documents", c.finding.effort),
           count_fact("support", sums.gold),
           count_fact("predicted", sums.predicted),
           score_fact("limit", on.tally.thresholds.weak_score)};
  add_task(on, c.finding);
  if (const auto recall = measure(sums.recall()); recall.defined)
    facts.push_back(score_fact("recall", recall.value));
  if (const auto precision = measure(sums.precision()); precision.defined)
    facts.push_back(score_fact("precision", precision.value));
  return c;
}

// By the label that is predicted: confusions in their order, which is most items first.
class ConfusionsInto {
 public:
  explicit ConfusionsInto(const std::vector<ConfusionCount>& confusions) {
    for (const auto& pair : confusions) {
      into_[pair.predicted].push_back(&pair);
      if (pair.suspected)
        suspected_.emplace(pair.gold, pair.predicted);
    }
  }

  // Labels that are taken for this one.
  std::vector<std::string> names(LabelId label, const model::LabelSet& labels) const {
    std::vector<std::string> names;
    for (const auto* pair : of(label))
      names.push_back(labels.name(pair->gold));
    return names;
  }

  std::vector<Topic> one_way(LabelId label) const {
    std::vector<Topic> topics;
    for (const auto* pair : of(label))
      if (pair->suspected && !suspected_.contains({label, pair->gold}))
        topics.push_back({Kind::pair, pair->gold, label});
    return topics;
  }

 private:
  std::vector<const ConfusionCount*> of(LabelId label) const {
    const auto found = into_.find(label);
    return found != into_.end() ? found->second : std::vector<const ConfusionCount*>{};
  }

  std::map<LabelId, std::vector<const ConfusionCount*>> into_;
  std::set<std::pair<LabelId, LabelId>> suspected_;  // gold, predicted
};

// Where enough labels are taken for this one, the finding stands for these confusions.
void tell_what_it_is_taken_for(const Grounds& on, const ConfusionsInto& confusions, LabelId label,
                               Candidate& c) {
  if (auto parts = confusions.one_way(label); parts.size() >= on.tally.thresholds.takes_from)
    c.stands_for = std::move(parts);
  auto names = confusions.names(label, on.labels);
  const auto shown = std::min(names.size(), caps::named_labels);
  c.finding.facts.push_back(count_fact("instead_of_left", names.size() - shown));
  names.resize(shown);
  c.finding.facts.push_back(list_fact("instead_of", std::move(names)));
}

// Of whole documents, an example of the confusion that most of the finding's errors are: `side` is
// the label's side of it.
void lead_with_largest(const Grounds& on, LabelId label, LabelId ConfusionCount::*side,
                       Candidate& c) {
  if (on.tally.task == model::Task::entities)
    return;
  const auto largest = std::ranges::find(on.confusions, label, side);
  if (largest != on.confusions.end())
    lead_with(on.topics.of({Kind::pair, largest->gold, largest->predicted}).examples.list(),
              c.finding);
}

}  // namespace

// One for the whole test set: the reviewer opens one list.
void find_wrong_labels(const Grounds& on, std::vector<Candidate>& found) {
  const auto& wrong = on.wrong_labels;
  if (wrong.strong + wrong.moderate == 0)
    return;
  auto c = candidate(on, "review-labels", {}, wrong.strong > 0 ? Grade::strong : Grade::moderate,
                     {Kind::wrong_label, 0, 0}, wrong.repair);
  c.finding.effort = wrong.documents;
  c.finding.documents = wrong.first;
  c.finding.examples = wrong.examples;
  c.finding.facts = {count_fact("count", wrong.strong + wrong.moderate),
                     count_fact("documents", wrong.documents),
                     count_fact("strong", wrong.strong),
                     count_fact("moderate", wrong.moderate),
                     count_fact("weak", wrong.weak),
                     count_fact("among", wrong.among < wrong.of ? wrong.among : 0),
                     count_fact("among_of", wrong.of),
                     text_fact("given", wrong.given),
                     text_fact("suggested", wrong.suggested),
                     count_fact("pair_count", wrong.pair_count)};
  add_task(on, c.finding);
  found.push_back(std::move(c));
}

void find_low_recall(const Grounds& on, std::vector<Candidate>& found) {
  const auto& thresholds = on.tally.thresholds;
  const auto label_more = labels_told(found, "label-more");
  const auto break_down = labels_told(found, "break-down");
  for (LabelId label = 0; label < on.tally.labels.size(); ++label) {
    const auto& tally = on.tally.labels[label];
    const auto recall = measure(tally.sums.recall());
    const bool has_own_rule =
        label_more.contains(label) || (break_down.contains(label) && is_mostly_unfound(on, tally));
    if (tally.sums.gold < thresholds.few_test_labels || recall.value >= thresholds.weak_score ||
        has_own_rule || is_over_predicted(on, label) || is_low_by_boundaries(on, label))
      continue;
    auto c = about_scores(on, "add-examples", label, grade_below(recall, thresholds.weak_score),
                          Kind::false_negative, tally.sums.gold - tally.sums.tp,
                          repair_of_false_negatives(on.tally, label));
    lead_with_largest(on, label, &ConfusionCount::gold, c);
    if (tally.sums.predicted == 0)
      add_reasons_of_silence(on, label, c.finding);
    c.tells_of_silence = is_mostly_unfound(on, tally);
    found.push_back(std::move(c));
  }
}

// Never beside advice to add examples of the label, which would have it predicted more often still.
void find_low_precision(const Grounds& on, std::vector<Candidate>& found) {
  const ConfusionsInto confusions{on.confusions};
  const auto label_more = labels_told(found, "label-more");
  for (LabelId label = 0; label < on.tally.labels.size(); ++label) {
    const auto& sums = on.tally.labels[label].sums;
    if (on.tally.all.gold == 0 || !is_over_predicted(on, label) || label_more.contains(label))
      continue;
    auto c = about_scores(on, "over-predicted", label,
                          grade_below(measure(sums.precision()), on.tally.thresholds.weak_score),
                          Kind::false_positive, sums.predicted - sums.tp,
                          repair_of_false_positives(on.tally, label));
    tell_what_it_is_taken_for(on, confusions, label, c);
    const auto& by_class = on.tally.labels[label].predicted;
    const bool has_spans = on.tally.task == model::Task::entities;
    c.finding.facts.push_back(count_fact(
        "untouching", has_spans ? on.tally.labels[label].untouching
                                : by_class[static_cast<std::size_t>(model::ErrorClass::spurious)]));
    c.finding.facts.push_back(
        count_fact("replacing", by_class[static_cast<std::size_t>(model::ErrorClass::type)]));
    lead_with_largest(on, label, &ConfusionCount::predicted, c);
    found.push_back(std::move(c));
  }
}

}  // namespace errata::analyze
