#include <algorithm>
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

// Where predictions do not follow the gold labels at all, they may belong to other documents.
Grade grade_of_recall(const Tally& tally, const model::Measure& recall) {
  const auto grade = grade_below(recall, tally.thresholds.weak_score);
  const bool may_be_mixed_up =
      tally.task == model::Task::single_label && !agree_beyond_chance(tally);
  return may_be_mixed_up && grade == Grade::strong ? Grade::moderate : grade;
}

bool is_told(const std::vector<Candidate>& found, std::string_view rule, LabelId label) {
  return std::ranges::any_of(found, [rule, label](const Candidate& c) {
    return c.finding.rule == rule && c.topics.front().gold == label;
  });
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

// Labels that are taken for this one, most items first.
std::vector<std::string> taken_for(const Grounds& on, LabelId label) {
  std::vector<std::pair<double, std::string>> found;
  for (const auto& [pair, counts] : on.tally.pairs)
    if (pair.second == label)
      found.emplace_back(-weight_of(counts), on.labels.name(pair.first));
  std::ranges::sort(found);
  std::vector<std::string> names;
  for (auto& [weight, name] : found)
    names.push_back(std::move(name));
  return names;
}

// The confusions that go one way, into this label.
std::vector<Topic> confusions_into(const Grounds& on, LabelId label) {
  const auto is_suspected = [&on](LabelId gold, LabelId predicted) {
    return std::ranges::any_of(on.confusions, [gold, predicted](const ConfusionCount& pair) {
      return pair.gold == gold && pair.predicted == predicted && pair.suspected;
    });
  };
  std::vector<Topic> topics;
  for (const auto& pair : on.confusions)
    if (pair.predicted == label && pair.suspected && !is_suspected(label, pair.gold))
      topics.push_back({Kind::pair, pair.gold, label});
  return topics;
}

// Where enough labels are taken for this one, the finding stands for these confusions.
void tell_what_it_is_taken_for(const Grounds& on, LabelId label, Candidate& c) {
  if (auto parts = confusions_into(on, label); parts.size() >= on.tally.thresholds.takes_from)
    c.stands_for = std::move(parts);
  auto names = taken_for(on, label);
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
                     text_fact("given", wrong.given),
                     text_fact("suggested", wrong.suggested),
                     count_fact("pair_count", wrong.pair_count)};
  add_task(on, c.finding);
  found.push_back(std::move(c));
}

void find_low_recall(const Grounds& on, std::vector<Candidate>& found) {
  const auto& thresholds = on.tally.thresholds;
  for (LabelId label = 0; label < on.tally.labels.size(); ++label) {
    const auto& tally = on.tally.labels[label];
    const auto recall = measure(tally.sums.recall());
    const bool has_own_rule = is_told(found, "label-more", label) ||
                              (is_told(found, "break-down", label) && is_mostly_unfound(on, tally));
    if (tally.sums.gold < thresholds.few_test_labels || recall.value >= thresholds.weak_score ||
        has_own_rule || is_over_predicted(on, label))
      continue;
    auto c = about_scores(on, "add-examples", label, grade_of_recall(on.tally, recall),
                          Kind::false_negative, tally.sums.gold - tally.sums.tp,
                          repair_of_false_negatives(on.tally, label));
    lead_with_largest(on, label, &ConfusionCount::gold, c);
    if (tally.sums.predicted == 0)
      add_reasons_of_silence(on, label, c.finding);
    found.push_back(std::move(c));
  }
}

// Never beside advice to add examples of the label, which would have it predicted more often still.
void find_low_precision(const Grounds& on, std::vector<Candidate>& found) {
  for (LabelId label = 0; label < on.tally.labels.size(); ++label) {
    const auto& sums = on.tally.labels[label].sums;
    if (!is_over_predicted(on, label) || is_told(found, "label-more", label))
      continue;
    auto c = about_scores(on, "over-predicted", label,
                          grade_below(measure(sums.precision()), on.tally.thresholds.weak_score),
                          Kind::false_positive, sums.predicted - sums.tp,
                          repair_of_false_positives(on.tally, label));
    tell_what_it_is_taken_for(on, label, c);
    lead_with_largest(on, label, &ConfusionCount::predicted, c);
    found.push_back(std::move(c));
  }
}

}  // namespace errata::analyze
