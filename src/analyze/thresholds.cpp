#include "analyze/thresholds.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/text.hpp"

namespace errata::analyze {

using Origin = model::ThresholdOrigin;
using Unit = model::ThresholdUnit;

namespace {

constexpr double any_number = 1e9;  // of what is counted

constexpr std::string_view claims =
    "separate-or-merge one-way-confusion break-down label-more review-labels fix-boundaries";
constexpr std::string_view pairs = "separate-or-merge one-way-confusion";
constexpr std::string_view chance =
    "separate-or-merge one-way-confusion predictions-follow-labels review-labels add-examples "
    "fallback-threshold";
constexpr std::string_view labels_with_scores =
    "few-test-labels add-examples over-predicted scores-of-labels scores-far-apart";
constexpr std::string_view scores_of_labels = "add-examples over-predicted scores-of-labels";
constexpr std::string_view slices = "weak-languages weak-lengths";

constexpr auto table = std::to_array<ThresholdRow>({
    {"least_items", &Thresholds::least_items, Unit::items, 1, any_number, Origin::own, claims},
    {"least_documents", &Thresholds::least_documents, Unit::documents, 1, any_number, Origin::own,
     claims},
    {"constant_rate", &Thresholds::constant_rate, Unit::share, 0, 1, Origin::own, pairs},
    {"chance_z", &Thresholds::chance_z, Unit::deviations, 0, 100, Origin::own, chance},
    {"suspected_items", &Thresholds::suspected_items, Unit::items, 1, any_number, Origin::own,
     pairs},
    {"suspected_rate", &Thresholds::suspected_rate, Unit::share, 0, 1, Origin::own, pairs},
    {"group_confusability", &Thresholds::group_confusability, Unit::share, 0, 1, Origin::own,
     "separate-or-merge"},
    {"group_labels", &Thresholds::group_labels, Unit::labels, 3, any_number, Origin::own,
     "separate-or-merge"},
    {"cue_z", &Thresholds::cue_z, Unit::deviations, 0, 100, Origin::literature, pairs},
    {"cue_documents", &Thresholds::cue_documents, Unit::documents, 1, any_number, Origin::own,
     pairs},
    {"cue_prior", &Thresholds::cue_prior, Unit::words, 0.01, 1e6, Origin::own, pairs},
    {"nearly_all_missed", &Thresholds::nearly_all_missed, Unit::share, 0, 1, Origin::own,
     "break-down"},
    {"part_share", &Thresholds::part_share, Unit::share, 0, 1, Origin::own, "break-down"},
    {"breakable_share", &Thresholds::breakable_share, Unit::share, 0, 1, Origin::own, "break-down"},
    {"many_missed", &Thresholds::many_missed, Unit::share, 0, 1, Origin::own,
     "label-more add-examples"},
    {"boundary_rate", &Thresholds::boundary_rate, Unit::share, 0, 1, Origin::own, "fix-boundaries"},
    {"habit_items", &Thresholds::habit_items, Unit::items, 1, any_number, Origin::own,
     "fix-boundaries"},
    {"habit_documents", &Thresholds::habit_documents, Unit::documents, 1, any_number, Origin::own,
     "fix-boundaries"},
    {"habit_p", &Thresholds::habit_p, Unit::share, 0, 1, Origin::own, "fix-boundaries"},
    {"habit_expected", &Thresholds::habit_expected, Unit::share, 0, 1, Origin::own,
     "fix-boundaries"},
    {"habit_share", &Thresholds::habit_share, Unit::share, 0, 1, Origin::own, "fix-boundaries"},
    {"strong_chance", &Thresholds::strong_chance, Unit::share, 0, 1, Origin::own, "review-labels"},
    {"moderate_chance", &Thresholds::moderate_chance, Unit::share, 0, 1, Origin::own,
     "review-labels"},
    {"likely_chance", &Thresholds::likely_chance, Unit::share, 0, 1, Origin::own, "review-labels"},
    {"audit_items", &Thresholds::audit_items, Unit::items, 1, any_number, Origin::own,
     "labels-inconsistent"},
    {"audit_share", &Thresholds::audit_share, Unit::share, 0, 1, Origin::own,
     "labels-inconsistent"},
    {"audit_agreement", &Thresholds::audit_agreement, Unit::share, 0, 1, Origin::own,
     "labels-inconsistent"},
    {"over_labelled_items", &Thresholds::over_labelled_items, Unit::items, 1, any_number,
     Origin::own, "labels-inconsistent"},
    {"over_labelled_share", &Thresholds::over_labelled_share, Unit::share, 0, 1, Origin::own,
     "labels-inconsistent"},
    {"over_labelled_rare", &Thresholds::over_labelled_rare, Unit::items, 1, any_number, Origin::own,
     "labels-inconsistent"},
    {"edge_items", &Thresholds::edge_items, Unit::items, 2, any_number, Origin::own, "label-audit"},
    {"edge_share", &Thresholds::edge_share, Unit::share, 0, 0.5, Origin::own, "label-audit"},
    {"edge_split", &Thresholds::edge_split, Unit::share, 0, 0.5, Origin::own, "label-audit"},
    // Below a half, sketches find too few of the pairs (sketch.hpp).
    {"near_similarity", &Thresholds::near_similarity, Unit::share, 0.5, 1, Origin::own,
     "labels-inconsistent two-labels-fit"},
    {"takes_from", &Thresholds::takes_from, Unit::labels, 1, any_number, Origin::own,
     "over-predicted"},
    {"mostly_told", &Thresholds::mostly_told, Unit::share, 0, 1, Origin::own, claims},
    {"weak_score", &Thresholds::weak_score, Unit::score, 0, 1, Origin::own, scores_of_labels},
    {"scores_apart", &Thresholds::scores_apart, Unit::score, 0, 1, Origin::own, "scores-far-apart"},
    {"few_test_labels", &Thresholds::few_test_labels, Unit::items, 1, any_number, Origin::own,
     labels_with_scores},
    {"few_training_labels", &Thresholds::few_training_labels, Unit::items, 1, any_number,
     Origin::service, "few-training-labels"},
    {"recommended_training_labels", &Thresholds::recommended_training_labels, Unit::items, 1,
     any_number, Origin::service, "below-recommended-labels"},
    {"imbalance", &Thresholds::imbalance, Unit::times, 1, 1e6, Origin::own,
     "imbalanced imbalanced-test"},
    {"split_factor", &Thresholds::split_factor, Unit::times, 1, 1e6, Origin::own, "split-differs"},
    {"split_items", &Thresholds::split_items, Unit::items, 1, any_number, Origin::own,
     "split-differs"},
    // Fewer have no interval.
    {"slice_documents", &Thresholds::slice_documents, Unit::documents, 10, any_number, Origin::own,
     slices},
    {"calibration_items", &Thresholds::calibration_items, Unit::predictions, 1, any_number,
     Origin::literature, "calibration"},
    {"calibration_predictions", &Thresholds::calibration_predictions, Unit::predictions, 1,
     any_number, Origin::own, "calibration"},
    {"fallback_documents", &Thresholds::fallback_documents, Unit::documents, 1, any_number,
     Origin::own, "fallback-threshold"},
    {"fallback_share", &Thresholds::fallback_share, Unit::share, 0, 1, Origin::own,
     "fallback-threshold"},
    {"fallback_scored", &Thresholds::fallback_scored, Unit::share, 0, 1, Origin::own,
     "fallback-threshold"},
    {"fallback_level", &Thresholds::fallback_level, Unit::share, 1e-9, 1, Origin::own,
     "fallback-threshold"},
    {"fallback_strong_level", &Thresholds::fallback_strong_level, Unit::share, 1e-9, 1, Origin::own,
     "fallback-threshold"},
    {"expiry_days", &Thresholds::expiry_days, Unit::days, 1, any_number, Origin::own,
     "model-expires"},
    {"change_level", &Thresholds::change_level, Unit::share, 1e-6, 0.5, Origin::own, "comparison"},
    {"change_power", &Thresholds::change_power, Unit::share, 0.5, 0.999, Origin::own, "comparison"},
    {"false_discovery", &Thresholds::false_discovery, Unit::share, 0, 1, Origin::own, "comparison"},
    {"service_agreement", &Thresholds::service_agreement, Unit::share, 0, 1, Origin::own,
     "reconciled summary-differs"},
    {"near_limit", &Thresholds::near_limit, Unit::share, 0, 1, Origin::own, "near-limits"},
    {"service_documents", &Thresholds::service_documents, Unit::documents, 1, any_number,
     Origin::service, "near-limits"},
    {"service_least_documents", &Thresholds::service_least_documents, Unit::documents, 1,
     any_number, Origin::service, "near-limits"},
    {"service_labels", &Thresholds::service_labels, Unit::labels, 1, any_number, Origin::service,
     "near-limits"},
    {"service_text", &Thresholds::service_text, Unit::characters, 1, any_number, Origin::service,
     "near-limits"},
    {"service_span", &Thresholds::service_span, Unit::characters, 1, any_number, Origin::service,
     "near-limits"},
    {"service_name", &Thresholds::service_name, Unit::characters, 1, any_number, Origin::service,
     "near-limits"},
});

// The first is not above the second.
constexpr std::pair<std::string_view, std::string_view> orders[] = {
    {"moderate_chance", "strong_chance"},
    {"many_missed", "nearly_all_missed"},
    {"few_training_labels", "recommended_training_labels"},
    {"fallback_strong_level", "fallback_level"},
};

}  // namespace

double ThresholdRow::value_in(const Thresholds& thresholds) const {
  return std::visit([&](auto place) { return static_cast<double>(thresholds.*place); }, member);
}

bool ThresholdRow::is_count() const {
  return std::holds_alternative<std::uint64_t Thresholds::*>(member);
}

bool ThresholdRow::set(Thresholds& to, double value) const {
  if (!(value >= least && value <= most) || (is_count() && value != std::floor(value)))
    return false;
  if (const auto* const count = std::get_if<std::uint64_t Thresholds::*>(&member))
    to.*(*count) = static_cast<std::uint64_t>(value);
  else
    to.*std::get<double Thresholds::*>(member) = value;
  return true;
}

std::span<const ThresholdRow> threshold_table() {
  return table;
}

const ThresholdRow* find_threshold(std::string_view name) {
  const auto* const found = std::ranges::find(table, name, &ThresholdRow::name);
  return found == table.end() ? nullptr : found;
}

std::optional<std::pair<const ThresholdRow*, const ThresholdRow*>> find_disorder(
    const Thresholds& thresholds) {
  for (const auto& [lower, upper] : orders) {
    const auto* const low = find_threshold(lower);
    const auto* const high = find_threshold(upper);
    if (low->value_in(thresholds) > high->value_in(thresholds))
      return std::pair{low, high};
  }
  return std::nullopt;
}

std::vector<model::Threshold> thresholds_used(const Thresholds& thresholds) {
  std::vector<model::Threshold> list;
  for (const auto& row : table) {
    model::Threshold threshold{.name = std::string{row.name},
                               .value = row.value_in(thresholds),
                               .usual = row.value_in({}),
                               .overridden = row.value_in(thresholds) != row.value_in({}),
                               .unit = row.unit,
                               .origin = row.origin,
                               .rules = {}};
    for (const auto rule : split(row.rules, ' '))
      threshold.rules.emplace_back(rule);
    list.push_back(std::move(threshold));
  }
  return list;
}

}  // namespace errata::analyze
