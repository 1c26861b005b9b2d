#include "analyze/health_of_project.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "analyze/facts.hpp"
#include "analyze/health_parts.hpp"
#include "analyze/scores.hpp"
#include "analyze/sums.hpp"
#include "analyze/thresholds.hpp"
#include "core/day.hpp"

namespace errata::analyze {

using model::HealthCheck;
using model::Outcome;

namespace {

constexpr const char* no_scored_label = "no_frequent_label";

// By support; what occurs less often has a check of its own.
std::vector<model::LabelId> scored_labels(const HealthGrounds& on) {
  auto labels = labels_by_support(on.tally, on.labels);
  std::erase_if(labels, [&on](model::LabelId id) {
    return on.tally.labels[id].sums.gold < on.tally.thresholds.few_test_labels;
  });
  return labels;
}

bool is_weak(const RatioSums& sums, const Thresholds& thresholds) {
  return measure(sums).value < thresholds.weak_score;
}

}  // namespace

HealthCheck check_scores(const HealthGrounds& on) {
  const auto labels = scored_labels(on);
  if (labels.empty())
    return not_assessable("scores-of-labels", no_scored_label);
  Names kinds[2][2];  // by weak recall, weak precision
  for (const auto id : labels) {
    const auto& sums = on.tally.labels[id].sums;
    kinds[is_weak(sums.recall(), on.tally.thresholds)]
         [is_weak(sums.precision(), on.tally.thresholds)]
             .push_back(on.labels.name(id));
  }
  const auto well = kinds[0][0].size();
  HealthCheck check{"scores-of-labels",
                    well == labels.size() ? Outcome::pass : Outcome::needs_review,
                    {count_fact("count", labels.size()), count_fact("well", well),
                     count_fact("least", on.tally.thresholds.few_test_labels),
                     score_fact("threshold", on.tally.thresholds.weak_score)},
                    {}};
  add_names(check, "rare", kinds[1][0]);
  add_names(check, "eager", kinds[0][1]);
  add_names(check, "poor", kinds[1][1]);
  return check;
}

HealthCheck check_distance(const HealthGrounds& on) {
  const auto labels = scored_labels(on);
  if (labels.size() < 2)
    return not_assessable("scores-far-apart", "few_frequent_labels");
  const auto f1 = [&on](model::LabelId id) { return measure(on.tally.labels[id].sums.f1()).value; };
  const auto [worst, best] = std::ranges::minmax_element(labels, {}, f1);
  const bool is_far = f1(*best) - f1(*worst) >= on.tally.thresholds.scores_apart;
  return {"scores-far-apart",
          is_far ? Outcome::needs_review : Outcome::pass,
          {text_fact("best", on.labels.name(*best)), score_fact("best_f1", f1(*best)),
           text_fact("worst", on.labels.name(*worst)), score_fact("worst_f1", f1(*worst)),
           score_fact("threshold", on.tally.thresholds.scores_apart)},
          {}};
}

HealthCheck check_tested(const HealthGrounds& on) {
  constexpr const char* rule = "tested-in-training";
  if (!on.test_set.training)
    return not_assessable(rule, no_training);
  if (!on.test_set.service || on.test_set.service->split != "manual")
    return not_assessable(rule, "no_manual_split");
  const auto count = on.test_set.training->tested;
  return {rule,
          count > 0 ? Outcome::fail : Outcome::pass,
          {count_fact("count", count), count_fact("documents", on.tally.documents)},
          {}};
}

HealthCheck check_expiry(const HealthGrounds& on) {
  constexpr const char* rule = "model-expires";
  const auto& facts = on.test_set.source.facts;
  const auto found = facts.find("expires");
  if (found == facts.end())
    return not_assessable(rule, "no_expiry");
  const auto day = std::string_view{found->second}.substr(0, 10);
  const auto expires = parse_day(day);
  if (!expires)
    return not_assessable(rule, "expiry_unreadable");
  if (!on.date)
    return not_assessable(rule, "day_unknown");
  const auto left = (*expires - *on.date).count();
  const auto warned = on.tally.thresholds.expiry_days;
  const auto outcome = left <= 0                                    ? Outcome::fail
                       : static_cast<std::uint64_t>(left) <= warned ? Outcome::needs_review
                                                                    : Outcome::pass;
  return {rule,
          outcome,
          {text_fact("expires", std::string{day}),
           count_fact("days", static_cast<std::uint64_t>(std::max<std::int64_t>(0, left))),
           count_fact("threshold", warned)},
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

}  // namespace errata::analyze
