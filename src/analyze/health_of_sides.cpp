#include "analyze/health_of_sides.hpp"

#include <algorithm>
#include <iterator>
#include <map>

#include "analyze/confusions.hpp"
#include "analyze/facts.hpp"
#include "analyze/health_parts.hpp"
#include "analyze/interval.hpp"
#include "core/fold.hpp"
#include "core/text.hpp"

namespace errata::analyze {

using model::HealthCheck;
using model::Outcome;

namespace {

using Side = std::uint64_t ItemSums::*;

Names names_on(const HealthGrounds& on, Side side) {
  Names names;
  for (model::LabelId id = 0; id < on.tally.labels.size(); ++id)
    if (on.tally.labels[id].sums.*side > 0)
      names.push_back(on.labels.name(id));
  std::ranges::sort(names);
  return names;
}

// "1" and "1.0", as pandas writes whole numbers beside missing ones, have one form.
std::string form_of(const std::string& name) {
  const auto number = parse_number(name);
  return number ? std::to_string(*number) : without_marks(name);
}

// "person / Person", "Creme / Crème", "1.0 / 1": each with the first that case, accents or the
// writing of a number alone tell apart.
Names lookalikes(const Names& of, const Names& among) {
  std::map<std::string, std::string> by_form;
  for (const auto& name : among)
    by_form.emplace(form_of(name), name);
  Names pairs;
  for (const auto& name : of)
    if (const auto other = by_form.find(form_of(name)); other != by_form.end())
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

}  // namespace

std::optional<HealthCheck> check_followed(const HealthGrounds& on) {
  const auto* const rule = "predictions-follow-labels";
  if (on.tally.task != model::Task::single_label)
    return {};
  if (on.tally.labels_in_gold() < 2)
    return not_assessable(rule, "few_labels");
  const auto found = chance_agreement(on.tally);
  if (found.predictions < static_cast<double>(documents_for_interval))
    return not_assessable(rule, "few_predictions");
  const bool is_unclear = !agree_beyond_chance(on.tally);
  const bool is_below = agree_below_chance(on.tally);
  return HealthCheck{
      rule,
      is_unclear || is_below ? Outcome::needs_review : Outcome::pass,
      {weight_fact("count", found.agreed), weight_fact("predictions", found.predictions),
       share_fact("right", found.agreed / found.predictions),
       share_fact("by_chance", found.by_chance), count_fact("unclear", is_unclear),
       count_fact("below_chance", is_below), count_fact("mixed_up", may_be_mixed_up(on.tally)),
       count_fact("one_for_all", names_on(on, &ItemSums::predicted).size() == 1)},
      {}};
}

HealthCheck check_predicted_only(const HealthGrounds& on) {
  return check_one_sided(on, "predicted-only-labels", &ItemSums::predicted, &ItemSums::gold);
}

HealthCheck check_never_predicted(const HealthGrounds& on) {
  auto check = check_one_sided(on, "never-predicted-labels", &ItemSums::gold, &ItemSums::predicted);
  const auto& training = on.test_set.training;
  const auto least = on.tally.thresholds.few_training_labels;
  check.facts.push_back(count_fact("few_training", least));
  check.facts.push_back(count_fact("training_known", training.has_value()));
  if (!training)
    return check;
  Names untrained;
  Names scarce;
  for (model::LabelId id = 0; id < on.tally.labels.size(); ++id) {
    const auto& sums = on.tally.labels[id].sums;
    if (sums.gold == 0 || sums.predicted > 0)
      continue;
    const auto& name = on.labels.name(id);
    const auto found = training->labels.find(name);
    const auto examples = found != training->labels.end() ? found->second : 0;
    if (examples < least)
      (examples == 0 ? untrained : scarce).push_back(name);
  }
  std::ranges::sort(untrained);
  std::ranges::sort(scarce);
  add_names(check, "untrained", untrained);
  add_names(check, "scarce", scarce);
  return check;
}

}  // namespace errata::analyze
