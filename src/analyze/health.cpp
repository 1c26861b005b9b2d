#include "analyze/health.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "analyze/facts.hpp"
#include "analyze/health_of_findings.hpp"
#include "analyze/health_of_project.hpp"
#include "analyze/health_of_sides.hpp"
#include "analyze/health_of_slices.hpp"
#include "analyze/health_parts.hpp"
#include "analyze/interval.hpp"

namespace errata::analyze {

using model::HealthCheck;
using model::Outcome;

namespace {

using Counts = std::map<std::string, std::uint64_t>;

Counts gold_counts(const HealthGrounds& on) {
  Counts counts;
  for (model::LabelId id = 0; id < on.tally.labels.size(); ++id)
    counts[on.labels.name(id)] = on.tally.labels[id].sums.gold;
  return counts;
}

std::uint64_t sum_of(const Counts& counts) {
  std::uint64_t sum = 0;
  for (const auto& [name, count] : counts)
    sum += count;
  return sum;
}

template <typename Wanted>
Names names_where(const Counts& counts, Wanted wanted) {
  Names names;
  for (const auto& [name, count] : counts)
    if (wanted(name, count))
      names.push_back(name);
  return names;
}

std::uint64_t items_of(const model::ServiceSummary& service) {
  std::uint64_t items = 0;
  for (const auto& [name, counts] : service.labels)
    items += counts.true_positives + counts.false_negatives;
  return items;
}

// The service has a matrix, but not all documents have the text that it is weighed by.
bool lacks_matrix(const HealthGrounds& on) {
  return !on.test_set.service->matrix.empty() && !on.reconciliation->matrix_agrees &&
         on.tally.task == model::Task::entities;
}

HealthCheck check_summary(const HealthGrounds& on) {
  if (!on.reconciliation)
    return not_assessable("no-summary", "no_service_scores");
  const auto& r = *on.reconciliation;
  if (r.counts_agree && r.scores_agree && r.matrix_agrees.value_or(true))
    return {"reconciled",
            Outcome::pass,
            {count_fact("compared", r.compared), count_fact("matrix", r.matrix_agrees.has_value()),
             count_fact("no_matrix", lacks_matrix(on))},
            {}};
  const auto theirs = items_of(*on.test_set.service);
  return {"summary-differs",
          Outcome::fail,
          {count_fact("compared", r.compared), count_fact("differences", r.differing),
           count_fact("counts_agree", r.counts_agree), count_fact("scores_agree", r.scores_agree),
           count_fact("ours", on.tally.all.gold), count_fact("theirs", theirs),
           count_fact("fewer", on.tally.all.gold < theirs),
           count_fact("more", on.tally.all.gold > theirs),
           count_fact("means", r.counts_agree && !r.scores_agree),
           count_fact("matrix_only",
                      r.counts_agree && r.scores_agree && !r.matrix_agrees.value_or(true)),
           count_fact("matrix", r.matrix_agrees.has_value()),
           count_fact("no_matrix", lacks_matrix(on))},
          {}};
}

HealthCheck check_split(const HealthGrounds& on) {
  if (!on.test_set.service || on.test_set.service->split.empty())
    return not_assessable("random-split", "split_unknown");
  const bool random = on.test_set.service->split == "percentage";
  return {"random-split", random ? Outcome::needs_review : Outcome::pass, {}, {}};
}

// Labels of the test set that training does not name have no example there.
Counts training_counts(const HealthGrounds& on) {
  auto counts = on.test_set.training->labels;
  for (const auto& [name, count] : gold_counts(on))
    if (count > 0)
      counts.try_emplace(name, 0);
  return counts;
}

HealthCheck check_training_below(const HealthGrounds& on, const char* rule, std::uint64_t threshold,
                                 Outcome otherwise) {
  if (!on.test_set.training)
    return not_assessable(rule, no_training);
  auto check = about_labels(
      rule, otherwise,
      names_where(training_counts(on), [&](const auto&, auto count) { return count < threshold; }));
  check.facts.push_back(count_fact("threshold", threshold));
  return check;
}

HealthCheck check_few_training(const HealthGrounds& on) {
  return check_training_below(on, "few-training-labels", on.tally.thresholds.few_training_labels,
                              Outcome::fail);
}

HealthCheck check_recommended(const HealthGrounds& on) {
  return check_training_below(on, "below-recommended-labels",
                              on.tally.thresholds.recommended_training_labels,
                              Outcome::needs_review);
}

HealthCheck check_absent(const HealthGrounds& on) {
  auto counts = gold_counts(on);
  if (on.test_set.training)
    for (const auto& [name, count] : on.test_set.training->labels)
      counts.try_emplace(name, 0);
  std::set<std::string> predicted;
  for (model::LabelId id = 0; id < on.tally.labels.size(); ++id)
    if (on.tally.labels[id].sums.predicted > 0)
      predicted.insert(on.labels.name(id));
  // What is only predicted has a check of its own.
  return about_labels("absent-from-test", Outcome::fail,
                      names_where(counts, [&](const auto& name, auto count) {
                        return count == 0 && !predicted.contains(name);
                      }));
}

HealthCheck check_few_test(const HealthGrounds& on) {
  auto check = about_labels("few-test-labels", Outcome::needs_review,
                            names_where(gold_counts(on), [&on](const auto&, auto count) {
                              return count > 0 && count < on.tally.thresholds.few_test_labels;
                            }));
  check.facts.push_back(count_fact("threshold", on.tally.thresholds.few_test_labels));
  return check;
}

// Labels that stand far above the median label of one set.
HealthCheck about_balance(const HealthGrounds& on, const char* rule, const Counts& counts) {
  std::vector<std::uint64_t> sorted;
  for (const auto& [name, count] : counts)
    if (count > 0)
      sorted.push_back(count);
  std::ranges::sort(sorted);
  if (sorted.size() < 2)
    return not_assessable(rule, "few_labels");
  const auto median = static_cast<double>(sorted[(sorted.size() - 1) / 2]);
  const auto least = on.tally.thresholds.imbalance * median;
  auto check = about_labels(rule, Outcome::needs_review,
                            names_where(counts, [least](const auto&, auto count) {
                              return static_cast<double>(count) >= least;
                            }));
  check.facts.push_back(number_fact("ratio", static_cast<double>(sorted.back()) / median));
  return check;
}

HealthCheck check_balance(const HealthGrounds& on) {
  if (!on.test_set.training)
    return not_assessable("imbalanced", no_training);
  return about_balance(on, "imbalanced", on.test_set.training->labels);
}

HealthCheck check_balance_of_test(const HealthGrounds& on) {
  return about_balance(on, "imbalanced-test", gold_counts(on));
}

HealthCheck check_shares(const HealthGrounds& on) {
  if (!on.test_set.training)
    return not_assessable("split-differs", no_training);
  const auto training = training_counts(on);
  const auto test = gold_counts(on);
  const auto all_training = sum_of(training);
  const auto all_test = sum_of(test);
  const auto& thresholds = on.tally.thresholds;
  const auto differs = [&](const auto& name, auto in) {
    const auto found = test.find(name);
    const auto out = found == test.end() ? 0 : found->second;
    const double a = share_of(in, all_training);
    const double b = share_of(out, all_test);
    return std::max(in, out) >= thresholds.split_items &&
           std::max(a, b) > thresholds.split_factor * std::min(a, b);
  };
  auto check = about_labels("split-differs", Outcome::needs_review, names_where(training, differs));
  check.facts.push_back(number_fact("factor", thresholds.split_factor));
  return check;
}

HealthCheck about_documents(const char* rule, Outcome otherwise, const Duplicates::Found& found) {
  return {rule,
          found.documents == 0 ? Outcome::pass : otherwise,
          {count_fact("count", found.documents)},
          found.first.list()};
}

HealthCheck check_ids(const HealthGrounds& on) {
  return about_documents("duplicate-ids", Outcome::fail, on.duplicates.ids());
}

HealthCheck check_texts(const HealthGrounds& on) {
  if (on.tally.with_text == 0)
    return not_assessable("duplicate-texts", no_text);
  return about_documents("duplicate-texts", Outcome::needs_review, on.duplicates.texts());
}

HealthCheck check_conflicts(const HealthGrounds& on) {
  if (on.tally.with_text == 0)
    return not_assessable("conflicting-labels", no_text);
  return about_documents("conflicting-labels", Outcome::fail, on.duplicates.conflicts());
}

HealthCheck check_records(const HealthGrounds& on) {
  const auto& issues = on.test_set.issues;
  return {"records-skipped",
          issues.skipped > 0 ? Outcome::fail : Outcome::pass,
          {count_fact("count", issues.skipped), count_fact("seen", issues.seen),
           text_fact("reason", model::most_frequent(issues.skipped_by_reason))},
          {}};
}

HealthCheck check_remarks(const HealthGrounds& on) {
  const auto& remarks = on.test_set.remarks;
  HealthCheck check{"remarks",
                    remarks.empty() ? Outcome::pass : Outcome::needs_review,
                    {count_fact("count", remarks.size())},
                    {}};
  add_names(check, "remarks", remarks);
  return check;
}

HealthCheck check_missing_texts(const HealthGrounds& on) {
  const auto missing = on.tally.documents - on.tally.with_text;
  return {"texts-missing",
          missing > 0 ? Outcome::needs_review : Outcome::pass,
          {count_fact("count", missing), count_fact("documents", on.tally.documents)},
          {}};
}

HealthCheck check_size(const HealthGrounds& on) {
  const auto documents = on.tally.documents;
  const auto with_items = on.tally.all.f1().documents;
  return {"small-test-set",
          with_items < documents_for_interval ? Outcome::needs_review : Outcome::pass,
          {count_fact("documents", documents), count_fact("without", documents - with_items),
           count_fact("with_items", with_items), count_fact("threshold", documents_for_interval)},
          {}};
}

using Check = std::optional<HealthCheck> (*)(const HealthGrounds&);

// A check that means something for every task.
template <HealthCheck (*check)(const HealthGrounds&)>
std::optional<HealthCheck> of_any_task(const HealthGrounds& on) {
  return check(on);
}

constexpr Check checks[] = {of_any_task<check_summary>,
                            of_any_task<check_few_training>,
                            of_any_task<check_recommended>,
                            of_any_task<check_absent>,
                            of_any_task<check_few_test>,
                            of_any_task<check_size>,
                            of_any_task<check_balance>,
                            of_any_task<check_balance_of_test>,
                            of_any_task<check_shares>,
                            of_any_task<check_split>,
                            of_any_task<check_tested>,
                            check_followed,
                            check_confused,
                            check_cut_or_missed,
                            check_complex,
                            check_unlabelled_predictions,
                            check_consistency,
                            check_two_labels,
                            of_any_task<check_ids>,
                            of_any_task<check_texts>,
                            of_any_task<check_conflicts>,
                            of_any_task<check_predicted_only>,
                            of_any_task<check_records>,
                            of_any_task<check_remarks>,
                            of_any_task<check_never_predicted>,
                            of_any_task<check_missing_texts>,
                            of_any_task<check_scores>,
                            of_any_task<check_distance>,
                            of_any_task<check_languages>,
                            of_any_task<check_lengths>,
                            of_any_task<check_multilingual>,
                            of_any_task<check_unlabelled>,
                            of_any_task<check_limits>,
                            of_any_task<check_expiry>};

// What asks for all labels of a text.
constexpr auto of_all_labels = std::to_array<std::string_view>(
    {"complex-entities", "conflicting-labels", "duplicate-texts", "labels-confused",
     "labels-cut-or-missed", "labels-inconsistent", "never-predicted-labels", "scores-far-apart",
     "scores-of-labels", "two-labels-fit", "unlabelled-predictions", "weak-languages",
     "weak-lengths"});

bool is_of_all_labels(const HealthCheck& check) {
  return std::ranges::find(of_all_labels, check.rule) != of_all_labels.end();
}

}  // namespace

std::vector<HealthCheck> check_health(const HealthGrounds& grounds) {
  std::vector<HealthCheck> results;
  for (const auto check : checks)
    if (auto result = check(grounds))
      results.push_back(grounds.test_set.precision_only && is_of_all_labels(*result)
                            ? not_assessable(result->rule.c_str(), "precision_only")
                            : std::move(*result));
  return results;
}

}  // namespace errata::analyze
