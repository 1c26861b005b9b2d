#include "analyze/health.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>

#include "analyze/facts.hpp"
#include "analyze/health_of_project.hpp"
#include "analyze/health_of_slices.hpp"
#include "analyze/health_parts.hpp"
#include "core/fold.hpp"

namespace errata::analyze {

using model::HealthCheck;
using model::Outcome;

namespace {

using Counts = std::map<std::string, std::uint64_t>;

constexpr const char* no_text = "the texts are not known";

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

HealthCheck check_summary(const HealthGrounds& on) {
  if (!on.reconciliation)
    return not_assessable("no-summary", "no service reported scores of its own");
  const auto& r = *on.reconciliation;
  if (r.counts_agree && r.scores_agree && r.matrix_agrees.value_or(true))
    return {"reconciled", Outcome::pass, {count_fact("compared", r.compared)}, {}};
  const auto theirs = items_of(*on.test_set.service);
  return {"summary-differs",
          Outcome::fail,
          {count_fact("compared", r.compared), count_fact("differences", r.differing),
           count_fact("counts_agree", r.counts_agree), count_fact("scores_agree", r.scores_agree),
           count_fact("ours", on.tally.all.gold), count_fact("theirs", theirs),
           count_fact("fewer", on.tally.all.gold < theirs)},
          {}};
}

HealthCheck check_split(const HealthGrounds& on) {
  if (!on.test_set.service || on.test_set.service->split.empty())
    return not_assessable("random-split", "the source does not say how the test set was chosen");
  const bool random = on.test_set.service->split == "percentage";
  return {"random-split", random ? Outcome::needs_review : Outcome::pass, {}, {}};
}

HealthCheck check_training_below(const HealthGrounds& on, const char* rule, std::uint64_t threshold,
                                 Outcome otherwise) {
  if (!on.test_set.training)
    return not_assessable(rule, no_training);
  auto check = about_labels(rule, otherwise,
                            names_where(on.test_set.training->labels, [&](const auto&, auto count) {
                              return count < threshold;
                            }));
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

HealthCheck check_balance(const HealthGrounds& on) {
  const bool training = on.test_set.training.has_value();
  const auto counts = training ? on.test_set.training->labels : gold_counts(on);
  std::vector<std::uint64_t> sorted;
  for (const auto& [name, count] : counts)
    if (count > 0)
      sorted.push_back(count);
  std::ranges::sort(sorted);
  if (sorted.size() < 2)
    return not_assessable("imbalanced", "fewer than two labels occur");
  const auto median = static_cast<double>(sorted[(sorted.size() - 1) / 2]);
  auto check = about_labels(
      "imbalanced", Outcome::needs_review, names_where(counts, [&](const auto&, auto count) {
        return static_cast<double>(count) >= on.tally.thresholds.imbalance * median;
      }));
  check.facts.push_back(number_fact("ratio", static_cast<double>(sorted.back()) / median));
  check.facts.push_back(text_fact("where", training ? "training" : "test"));
  return check;
}

HealthCheck check_shares(const HealthGrounds& on) {
  if (!on.test_set.training)
    return not_assessable("split-differs", no_training);
  const auto& training = on.test_set.training->labels;
  const auto test = gold_counts(on);
  const auto all_training = sum_of(training);
  const auto all_test = sum_of(test);
  return about_labels("split-differs", Outcome::needs_review,
                      names_where(training, [&](const auto& name, auto in) {
                        const auto found = test.find(name);
                        const auto out = found == test.end() ? 0 : found->second;
                        const double a = share_of(in, all_training);
                        const double b = share_of(out, all_test);
                        return std::max(in, out) >= on.tally.thresholds.split_items &&
                               std::max(a, b) > on.tally.thresholds.split_factor * std::min(a, b);
                      }));
}

using Side = std::uint64_t ItemSums::*;

Names names_on(const HealthGrounds& on, Side side) {
  Names names;
  for (model::LabelId id = 0; id < on.tally.labels.size(); ++id)
    if (on.tally.labels[id].sums.*side > 0)
      names.push_back(on.labels.name(id));
  std::ranges::sort(names);
  return names;
}

// "person / Person", "Creme / Crème": each with the first that case or accents alone tell apart.
Names lookalikes(const Names& of, const Names& among) {
  std::map<std::string, std::string> by_form;
  for (const auto& name : among)
    by_form.emplace(without_marks(name), name);
  Names pairs;
  for (const auto& name : of)
    if (const auto other = by_form.find(without_marks(name)); other != by_form.end())
      pairs.push_back(name + " / " + other->second);
  return pairs;
}

HealthCheck check_one_sided(const HealthGrounds& on, const char* rule, Side side, Side other) {
  const auto here = names_on(on, side);
  const auto there = names_on(on, other);
  Names names;
  std::ranges::set_difference(here, there, std::back_inserter(names));
  auto check = about_labels(rule, Outcome::needs_review, names);
  add_names(check, "hints", lookalikes(names, there));
  return check;
}

HealthCheck check_predicted_only(const HealthGrounds& on) {
  return check_one_sided(on, "predicted-only-labels", &ItemSums::predicted, &ItemSums::gold);
}

HealthCheck check_never_predicted(const HealthGrounds& on) {
  return check_one_sided(on, "never-predicted-labels", &ItemSums::gold, &ItemSums::predicted);
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

using Check = HealthCheck (*)(const HealthGrounds&);
constexpr Check checks[] = {
    check_summary,      check_few_training, check_recommended,     check_absent,
    check_few_test,     check_balance,      check_shares,          check_split,
    check_ids,          check_texts,        check_conflicts,       check_predicted_only,
    check_records,      check_remarks,      check_never_predicted, check_missing_texts,
    check_scores,       check_distance,     check_languages,       check_lengths,
    check_multilingual, check_unlabelled,   check_limits};

}  // namespace

std::vector<HealthCheck> check_health(const HealthGrounds& grounds) {
  std::vector<HealthCheck> results;
  for (const auto check : checks)
    results.push_back(check(grounds));
  return results;
}

}  // namespace errata::analyze
