#include "analyze/health_of_project.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "analyze/facts.hpp"
#include "analyze/health_parts.hpp"
#include "analyze/scores.hpp"
#include "analyze/sums.hpp"
#include "analyze/thresholds.hpp"
#include "core/unicode.hpp"

namespace errata::analyze {

using model::HealthCheck;
using model::Outcome;

namespace {

constexpr const char* no_scored_label = "no label occurs often enough in the test set";

// By support; what occurs less often has a check of its own.
std::vector<model::LabelId> scored_labels(const HealthGrounds& on) {
  auto labels = labels_by_support(on.tally, on.labels);
  std::erase_if(labels, [&on](model::LabelId id) {
    return on.tally.labels[id].sums.gold < thresholds::few_test_labels;
  });
  return labels;
}

bool is_weak(const RatioSums& sums) {
  return measure(sums).value < thresholds::weak_score;
}

bool is_azure(const HealthGrounds& on) {
  return on.test_set.source.kind.starts_with("azure-");
}

Names project_labels(const HealthGrounds& on) {
  std::set<std::string> names(on.labels.names().begin(), on.labels.names().end());
  if (on.test_set.training)
    for (const auto& [name, count] : on.test_set.training->labels)
      names.insert(name);
  return {names.begin(), names.end()};
}

std::uint64_t project_documents(const HealthGrounds& on) {
  const auto& training = on.test_set.training;
  return on.tally.documents + (training ? training->documents + training->unlabelled : 0);
}

bool is_odd_name(const std::string& name) {
  return length_in(OffsetUnit::codepoints, name) > azure::longest_name ||
         name.find_first_of(azure::not_in_names) != name.npos;
}

std::uint64_t if_near(std::uint64_t count, std::uint64_t most) {
  return static_cast<double>(count) >= thresholds::near_limit * static_cast<double>(most) ? count
                                                                                          : 0;
}

}  // namespace

HealthCheck check_scores(const HealthGrounds& on) {
  const auto labels = scored_labels(on);
  if (labels.empty())
    return not_assessable("scores-of-labels", no_scored_label);
  Names kinds[2][2];  // by weak recall, weak precision
  for (const auto id : labels) {
    const auto& sums = on.tally.labels[id].sums;
    kinds[is_weak(sums.recall())][is_weak(sums.precision())].push_back(on.labels.name(id));
  }
  const auto well = kinds[0][0].size();
  HealthCheck check{"scores-of-labels",
                    well == labels.size() ? Outcome::pass : Outcome::needs_review,
                    {count_fact("count", labels.size()), count_fact("well", well),
                     score_fact("threshold", thresholds::weak_score)},
                    {}};
  add_names(check, "rare", kinds[1][0]);
  add_names(check, "eager", kinds[0][1]);
  add_names(check, "poor", kinds[1][1]);
  return check;
}

HealthCheck check_distance(const HealthGrounds& on) {
  const auto labels = scored_labels(on);
  if (labels.size() < 2)
    return not_assessable("scores-far-apart", "fewer than two labels occur often enough");
  const auto f1 = [&on](model::LabelId id) { return measure(on.tally.labels[id].sums.f1()).value; };
  const auto [worst, best] = std::ranges::minmax_element(labels, {}, f1);
  const bool is_far = f1(*best) - f1(*worst) >= thresholds::far_apart;
  return {"scores-far-apart",
          is_far ? Outcome::needs_review : Outcome::pass,
          {text_fact("best", on.labels.name(*best)), score_fact("best_f1", f1(*best)),
           text_fact("worst", on.labels.name(*worst)), score_fact("worst_f1", f1(*worst)),
           score_fact("threshold", thresholds::far_apart)},
          {}};
}

HealthCheck check_unlabelled(const HealthGrounds& on) {
  if (!on.test_set.training)
    return not_assessable("unlabelled-documents", no_training);
  const auto count = on.test_set.training->unlabelled;
  return {"unlabelled-documents",
          count > 0 ? Outcome::needs_review : Outcome::pass,
          {count_fact("count", count),
           count_fact("documents", on.test_set.training->documents + count)},
          {}};
}

HealthCheck check_limits(const HealthGrounds& on) {
  if (!is_azure(on))
    return not_assessable("near-limits",
                          "the limits are those of a service that the test set is not from");
  const auto names = project_labels(on);
  Names odd;
  std::ranges::copy_if(names, std::back_inserter(odd), is_odd_name);
  HealthCheck check{
      "near-limits",
      Outcome::pass,
      {count_fact("project_labels", if_near(names.size(), azure::most_labels)),
       count_fact("most_labels", azure::most_labels),
       count_fact("project_documents", if_near(project_documents(on), azure::most_documents)),
       count_fact("most_documents", azure::most_documents),
       count_fact("long_texts", on.tally.long_texts),
       count_fact("longest_text", azure::longest_text),
       count_fact("long_spans", on.tally.long_spans),
       count_fact("longest_span", azure::longest_span), share_fact("near", thresholds::near_limit)},
      {}};
  add_names(check, "odd_names", odd);
  for (const auto* fact : {"project_labels", "project_documents", "long_texts", "long_spans"})
    if (std::ranges::find(check.facts, fact, &model::Fact::name)->number > 0)
      check.outcome = Outcome::needs_review;
  if (!odd.empty())
    check.outcome = Outcome::needs_review;
  return check;
}

}  // namespace errata::analyze
