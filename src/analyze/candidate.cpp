#include "analyze/candidate.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "analyze/facts.hpp"
#include "core/digest.hpp"

namespace errata::analyze {

using model::Grade;
using model::LabelId;
using model::Measure;
using Kind = Topic::Kind;

namespace {

std::string id_of(const std::string& rule, const std::vector<std::string>& labels) {
  std::string content = rule;
  for (const auto& label : labels) {
    content += '\0';
    content += label;
  }
  return std::string{"E-"}.append(sha256(content), 0, 10);
}

// A multi-label document has a topic's items once, so the counts are the documents. Only so can the
// findings be known before pass 2.
std::uint64_t documents_of(const Grounds& on, const Topic& topic) {
  if (on.tally.task != model::Task::multi_label)
    return on.topics.of(topic).documents;
  const auto pair = [&](LabelId gold, LabelId predicted) {
    const auto found = on.tally.pairs.find({gold, predicted});
    return found == on.tally.pairs.end() ? 0 : found->second.parts.documents;
  };
  const auto& sums = on.tally.labels[topic.gold].sums;
  switch (topic.kind) {
    case Kind::pair:
      return pair(topic.gold, topic.predicted);
    case Kind::either_way:
      return pair(topic.gold, topic.predicted) + pair(topic.predicted, topic.gold);
    case Kind::false_negative:
      return sums.gold - sums.tp;
    case Kind::false_positive:
      return sums.predicted - sums.tp;
    default:
      return on.topics.of(topic).documents;
  }
}

}  // namespace

Candidate candidate(const Grounds& on, std::string rule, const std::vector<LabelId>& labels,
                    Grade evidence, const Topic& topic, Repair repair) {
  Candidate c;
  std::vector<std::string> names;
  names.reserve(labels.size());
  for (const auto label : labels)
    names.push_back(on.labels.name(label));
  c.finding.id = id_of(rule, names);
  c.finding.rule = std::move(rule);
  c.finding.evidence = evidence;
  c.finding.outcome = evidence == Grade::weak ? model::Outcome::needs_review : model::Outcome::fail;
  c.finding.effort = documents_of(on, topic);
  c.finding.documents = on.topics.of(topic).first.list();
  c.finding.examples = on.topics.of(topic).examples.list();
  c.repair = std::move(repair);
  c.topics = {topic};
  return c;
}

void lead_with(const std::vector<model::Example>& telling, model::Finding& finding) {
  if (telling.empty())
    return;
  auto& examples = finding.examples;
  const auto place = [](const model::Example& e) { return std::tie(e.document, e.begin, e.end); };
  const auto same = std::ranges::find(examples, place(telling.front()), place);
  if (same != examples.end())
    examples.erase(same);
  else if (!examples.empty())
    examples.pop_back();
  examples.insert(examples.begin(), telling.front());
}

Grade grade_above(const Measure& rate, double limit) {
  if (!rate.interval)
    return Grade::weak;
  return rate.interval->low > limit ? Grade::strong : Grade::moderate;
}

Grade grade_below(const Measure& score, double limit) {
  if (!score.interval)
    return Grade::weak;
  return score.interval->high < limit ? Grade::strong : Grade::moderate;
}

bool is_enough(const Grounds& on, std::uint64_t items, std::uint64_t documents) {
  const auto& thresholds = on.tally.thresholds;
  return items >= thresholds.least_items && documents >= thresholds.least_documents;
}

bool is_over_predicted(const Grounds& on, LabelId label) {
  const auto& thresholds = on.tally.thresholds;
  const auto& sums = on.tally.labels[label].sums;
  if (sums.predicted < thresholds.few_test_labels ||
      measure(sums.precision()).value >= thresholds.weak_score)
    return false;
  const auto predicted = measure(sums.share_predicted());
  return predicted.interval && predicted.interval->low > 0.5;
}

const model::BoundaryHabit* first_habit(const Grounds& on, LabelId label) {
  const auto found =
      std::ranges::find(on.habits, on.labels.name(label), &model::BoundaryHabit::label);
  return found != on.habits.end() ? &*found : nullptr;
}

bool is_for_fixing(const Grounds& on, LabelId label) {
  const auto& tally = on.tally.labels[label];
  return is_enough(on, tally.boundary.items, tally.boundary.documents) &&
         (measure(tally.boundary.rate(tally.sums)).value >= on.tally.thresholds.boundary_rate ||
          first_habit(on, label) != nullptr);
}

void add_task(const Grounds& on, model::Finding& finding) {
  finding.facts.push_back(count_fact("whole", on.tally.task != model::Task::entities));
  finding.facts.push_back(count_fact("multi", on.tally.task == model::Task::multi_label));
}

void add_share(model::Finding& finding, std::uint64_t count, std::uint64_t documents,
               std::uint64_t support) {
  finding.facts.push_back(count_fact("count", count));
  finding.facts.push_back(count_fact("documents", documents));
  finding.facts.push_back(count_fact("support", support));
  finding.facts.push_back(share_fact("rate", share_of(count, support)));
}

}  // namespace errata::analyze
