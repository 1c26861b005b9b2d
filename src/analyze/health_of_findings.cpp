#include "analyze/health_of_findings.hpp"

#include <initializer_list>

#include "analyze/facts.hpp"
#include "analyze/health_parts.hpp"

namespace errata::analyze {

using model::HealthCheck;
using model::Outcome;
using model::Task;

namespace {

RuleCount count_of(const HealthGrounds& on, std::initializer_list<const char*> rules) {
  RuleCount sum;
  const auto& by_rule = on.findings.by_rule;
  for (const auto* rule : rules)
    if (const auto found = by_rule.find(rule); found != by_rule.end()) {
      sum.findings += found->second.findings;
      sum.failed += found->second.failed;
    }
  return sum;
}

// Failed where a finding is beyond doubt, for review where one is worth a look.
HealthCheck about_findings(const char* rule, const RuleCount& sum) {
  const auto outcome = sum.failed > 0     ? Outcome::fail
                       : sum.findings > 0 ? Outcome::needs_review
                                          : Outcome::pass;
  return {rule, outcome, {count_fact("count", sum.findings), count_fact("failed", sum.failed)}, {}};
}

bool is_of_entities(const HealthGrounds& on) {
  return on.tally.task == Task::entities;
}

constexpr const char* nothing_labelled = "nothing_labelled";
constexpr const char* nothing_predicted = "nothing_predicted";

}  // namespace

std::optional<HealthCheck> check_confused(const HealthGrounds& on) {
  if (on.tally.labels_in_gold() < 2)
    return not_assessable("labels-confused", "few_labels");
  if (on.tally.all.predicted == 0)
    return not_assessable("labels-confused", nothing_predicted);
  return about_findings("labels-confused",
                        count_of(on, {"separate-or-merge", "one-way-confusion"}));
}

std::optional<HealthCheck> check_cut_or_missed(const HealthGrounds& on) {
  if (!is_of_entities(on))
    return {};
  if (on.tally.all.gold == 0)
    return not_assessable("labels-cut-or-missed", nothing_labelled);
  auto sum = count_of(on, {"label-more", "break-down", "fix-boundaries"});
  sum.findings += on.findings.of_silence.findings;
  sum.failed += on.findings.of_silence.failed;
  return about_findings("labels-cut-or-missed", sum);
}

std::optional<HealthCheck> check_complex(const HealthGrounds& on) {
  if (!is_of_entities(on))
    return {};
  if (on.tally.all.gold == 0)
    return not_assessable("complex-entities", nothing_labelled);
  if (on.tally.all.predicted == 0)
    return not_assessable("complex-entities", nothing_predicted);
  if (on.tally.with_text == 0)
    return not_assessable("complex-entities", no_text);
  auto sum = count_of(on, {"break-down"});
  sum.findings += on.findings.of_complexity;
  auto check = about_findings("complex-entities", sum);
  check.facts.push_back(count_fact("harder", on.findings.of_complexity));
  return check;
}

std::optional<HealthCheck> check_unlabelled_predictions(const HealthGrounds& on) {
  if (!is_of_entities(on))
    return {};
  if (on.tally.all.predicted == 0)
    return not_assessable("unlabelled-predictions", nothing_predicted);
  if (on.tally.with_text == 0)
    return not_assessable("unlabelled-predictions", no_text);
  return about_findings("unlabelled-predictions", count_of(on, {"review-labels"}));
}

std::optional<HealthCheck> check_consistency(const HealthGrounds& on) {
  if (on.tally.with_text == 0)
    return not_assessable("labels-inconsistent", no_text);
  const auto& found = on.labelling;
  const auto all = found.forgotten + found.alone + found.minority + found.edges + found.conflicts;
  return HealthCheck{
      "labels-inconsistent",
      all > 0 ? Outcome::needs_review : Outcome::pass,
      {count_fact("count", all), count_fact("forgotten", found.forgotten),
       count_fact("alone", found.alone), count_fact("minority", found.minority),
       count_fact("edges", found.edges), count_fact("conflicts", found.conflicts),
       count_fact("at_least", found.conflicts_cut), count_fact("listed", all > found.edges)},
      {}};
}

std::optional<HealthCheck> check_two_labels(const HealthGrounds& on) {
  if (on.tally.task != Task::single_label)
    return {};
  if (on.tally.with_text == 0)
    return not_assessable("two-labels-fit", no_text);
  const auto conflicts = on.labelling.conflicts;
  return HealthCheck{
      "two-labels-fit",
      conflicts > 0 ? Outcome::needs_review : Outcome::pass,
      {count_fact("count", conflicts), count_fact("at_least", on.labelling.conflicts_cut)},
      {}};
}

}  // namespace errata::analyze
