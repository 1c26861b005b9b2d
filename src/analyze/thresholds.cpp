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
    {"least_items", &Thresholds::least_items, Unit::items, 1, any_number, Origin::own, claims,
     "a claim rests on so many or more"},
    {"least_documents", &Thresholds::least_documents, Unit::documents, 1, any_number, Origin::own,
     claims, "a claim rests on so many or more"},
    {"constant_rate", &Thresholds::constant_rate, Unit::share, 0, 1, Origin::own, pairs,
     "a pair is constantly confused where its rate is above that beyond doubt"},
    {"chance_z", &Thresholds::chance_z, Unit::deviations, 0, 100, Origin::own, chance,
     "above chance agreement, else nothing is claimed of any pair"},
    {"suspected_items", &Thresholds::suspected_items, Unit::items, 1, any_number, Origin::own,
     pairs, "a pair is worth a look from so many on, without that proof"},
    {"suspected_rate", &Thresholds::suspected_rate, Unit::share, 0, 1, Origin::own, pairs,
     "and from this share of its label on"},
    {"group_confusability", &Thresholds::group_confusability, Unit::share, 0, 1, Origin::own,
     "separate-or-merge", "labels are a group where all its parts are confused more, beyond doubt"},
    {"group_labels", &Thresholds::group_labels, Unit::labels, 3, any_number, Origin::own,
     "separate-or-merge", "a group has so many or more; fewer are a pair"},
    {"cue_z", &Thresholds::cue_z, Unit::deviations, 0, 100, Origin::literature, pairs,
     "a word is a cue of a confusion from so many on"},
    {"cue_documents", &Thresholds::cue_documents, Unit::documents, 1, any_number, Origin::own,
     pairs, "a cue stands in so many or more"},
    {"cue_prior", &Thresholds::cue_prior, Unit::words, 0.01, 1e6, Origin::own, pairs,
     "so much the prior of cues weighs"},
    {"nearly_all_missed", &Thresholds::nearly_all_missed, Unit::share, 0, 1, Origin::own,
     "break-down", "complexity is not blamed where so much of a label is missed"},
    {"part_share", &Thresholds::part_share, Unit::share, 0, 1, Origin::own, "break-down",
     "a part is proposed where so many of the label's spans have it"},
    {"breakable_share", &Thresholds::breakable_share, Unit::share, 0, 1, Origin::own, "break-down",
     "parts are proposed where they explain so many of the label's missed spans"},
    {"many_missed", &Thresholds::many_missed, Unit::share, 0, 1, Origin::own,
     "label-more add-examples", "more of a label is asked for where so much of it is missed"},
    {"boundary_rate", &Thresholds::boundary_rate, Unit::share, 0, 1, Origin::own, "fix-boundaries",
     "a rule is asked for where so many of a label's spans have boundary errors"},
    {"habit_items", &Thresholds::habit_items, Unit::items, 1, any_number, Origin::own,
     "fix-boundaries", "a habit needs so many boundary errors"},
    {"habit_documents", &Thresholds::habit_documents, Unit::documents, 1, any_number, Origin::own,
     "fix-boundaries", "a habit needs so many"},
    {"habit_p", &Thresholds::habit_p, Unit::share, 0, 1, Origin::own, "fix-boundaries",
     "a habit is claimed below this probability by chance, all tests counted"},
    {"habit_expected", &Thresholds::habit_expected, Unit::share, 0, 1, Origin::own,
     "fix-boundaries", "one text may be in so many of a label's boundary errors by chance"},
    {"habit_share", &Thresholds::habit_share, Unit::share, 0, 1, Origin::own, "fix-boundaries",
     "a habit is named by its text where so many of its items have it"},
    {"strong_chance", &Thresholds::strong_chance, Unit::share, 0, 1, Origin::own, "review-labels",
     "evidence for a forgotten label is strong from this probability on"},
    {"moderate_chance", &Thresholds::moderate_chance, Unit::share, 0, 1, Origin::own,
     "review-labels", "evidence for a forgotten label is moderate from this probability on"},
    {"likely_chance", &Thresholds::likely_chance, Unit::share, 0, 1, Origin::own, "review-labels",
     "the label of a document is listed as probably wrong from this probability on"},
    {"audit_items", &Thresholds::audit_items, Unit::items, 1, any_number, Origin::own,
     "labels-inconsistent",
     "a surface is labelled so often elsewhere, where the audit lists it unlabelled"},
    {"audit_share", &Thresholds::audit_share, Unit::share, 0, 1, Origin::own, "labels-inconsistent",
     "and at so many of its places"},
    {"audit_agreement", &Thresholds::audit_agreement, Unit::share, 0, 1, Origin::own,
     "labels-inconsistent", "and so many of its labels are one"},
    {"over_labelled_items", &Thresholds::over_labelled_items, Unit::items, 1, any_number,
     Origin::own, "labels-inconsistent",
     "a surface is unlabelled so often elsewhere, where the audit lists it labelled"},
    {"over_labelled_share", &Thresholds::over_labelled_share, Unit::share, 0, 1, Origin::own,
     "labels-inconsistent", "and at so many of its places"},
    {"over_labelled_rare", &Thresholds::over_labelled_rare, Unit::items, 1, any_number, Origin::own,
     "labels-inconsistent", "a word that is labelled more often is no mere part of other labels"},
    {"edge_items", &Thresholds::edge_items, Unit::items, 2, any_number, Origin::own, "label-audit",
     "labels have a word inside or beside their edge so often, to list the rarer way"},
    {"edge_share", &Thresholds::edge_share, Unit::share, 0, 0.5, Origin::own, "label-audit",
     "the rarer way is so rare"},
    {"edge_split", &Thresholds::edge_split, Unit::share, 0, 0.5, Origin::own, "label-audit",
     "titles are listed both ways where the rarer way is so frequent"},
    // Below a half, sketches find too few of the pairs (sketch.hpp).
    {"near_similarity", &Thresholds::near_similarity, Unit::share, 0.5, 1, Origin::own,
     "labels-inconsistent two-labels-fit", "texts that are so alike should be labelled alike"},
    {"takes_from", &Thresholds::takes_from, Unit::labels, 1, any_number, Origin::own,
     "over-predicted", "a label that is predicted instead of so many is one finding"},
    {"mostly_told", &Thresholds::mostly_told, Unit::share, 0, 1, Origin::own, claims,
     "a finding goes behind where those above it repair so many of its items"},
    {"weak_score", &Thresholds::weak_score, Unit::score, 0, 1, Origin::own, scores_of_labels,
     "a label is weak where precision or recall is below"},
    {"scores_apart", &Thresholds::scores_apart, Unit::score, 0, 1, Origin::own, "scores-far-apart",
     "the best and the worst label are far apart from this difference of F1 on"},
    {"few_test_labels", &Thresholds::few_test_labels, Unit::items, 1, any_number, Origin::own,
     labels_with_scores, "a label with fewer in the test set is not judged"},
    {"few_training_labels", &Thresholds::few_training_labels, Unit::items, 1, any_number,
     Origin::service, "few-training-labels", "a label with fewer in training fails its check"},
    {"recommended_training_labels", &Thresholds::recommended_training_labels, Unit::items, 1,
     any_number, Origin::service, "below-recommended-labels",
     "a label has so many in training where the advice is followed"},
    {"imbalance", &Thresholds::imbalance, Unit::times, 1, 1e6, Origin::own,
     "imbalanced imbalanced-test",
     "a label is out of balance that has so many times the items of the median label"},
    {"split_factor", &Thresholds::split_factor, Unit::times, 1, 1e6, Origin::own, "split-differs",
     "training and test set differ in a label's share by more than this"},
    {"split_items", &Thresholds::split_items, Unit::items, 1, any_number, Origin::own,
     "split-differs", "and the label has so many items on one side"},
    // Fewer have no interval.
    {"slice_documents", &Thresholds::slice_documents, Unit::documents, 10, any_number, Origin::own,
     slices, "nothing is claimed of a language or a length with fewer"},
    {"calibration_items", &Thresholds::calibration_items, Unit::predictions, 1, any_number,
     Origin::literature, "calibration", "each part of the scores has so many or more"},
    {"calibration_predictions", &Thresholds::calibration_predictions, Unit::predictions, 1,
     any_number, Origin::own, "calibration", "nothing is said of calibration with fewer"},
    {"fallback_documents", &Thresholds::fallback_documents, Unit::documents, 1, any_number,
     Origin::own, "fallback-threshold", "a fallback label changes so many or more"},
    {"fallback_share", &Thresholds::fallback_share, Unit::share, 0, 1, Origin::own,
     "fallback-threshold", "and so many of them are right then"},
    {"fallback_scored", &Thresholds::fallback_scored, Unit::share, 0, 1, Origin::own,
     "fallback-threshold", "and so many predictions have a score"},
    {"fallback_level", &Thresholds::fallback_level, Unit::share, 1e-9, 1, Origin::own,
     "fallback-threshold",
     "it is beyond chance below this probability, divided by the pairs tried"},
    {"fallback_strong_level", &Thresholds::fallback_strong_level, Unit::share, 1e-9, 1, Origin::own,
     "fallback-threshold", "the same for strong evidence"},
    {"expiry_days", &Thresholds::expiry_days, Unit::days, 1, any_number, Origin::own,
     "model-expires", "the report says that a model expires so long before"},
    {"change_level", &Thresholds::change_level, Unit::share, 1e-6, 0.5, Origin::own, "comparison",
     "a change is better or worse up to this probability by chance"},
    {"change_power", &Thresholds::change_power, Unit::share, 0.5, 0.999, Origin::own, "comparison",
     "what would have been seen is found with this probability"},
    {"false_discovery", &Thresholds::false_discovery, Unit::share, 0, 1, Origin::own, "comparison",
     "of the labels that are said to have changed so many may be false alarms"},
    {"service_agreement", &Thresholds::service_agreement, Unit::share, 0, 1, Origin::own,
     "reconciled summary-differs", "so much a score of the service may differ from errata's"},
    {"near_limit", &Thresholds::near_limit, Unit::share, 0, 1, Origin::own, "near-limits",
     "so much of a limit of the service is near it"},
    {"service_documents", &Thresholds::service_documents, Unit::documents, 1, any_number,
     Origin::service, "near-limits", "a project has so many at most"},
    {"service_least_documents", &Thresholds::service_least_documents, Unit::documents, 1,
     any_number, Origin::service, "near-limits", "a project has so many or more"},
    {"service_labels", &Thresholds::service_labels, Unit::labels, 1, any_number, Origin::service,
     "near-limits", "a project has so many at most"},
    {"service_text", &Thresholds::service_text, Unit::characters, 1, any_number, Origin::service,
     "near-limits", "a text has so many at most"},
    {"service_span", &Thresholds::service_span, Unit::characters, 1, any_number, Origin::service,
     "near-limits", "an entity has so many at most"},
    {"service_name", &Thresholds::service_name, Unit::characters, 1, any_number, Origin::service,
     "near-limits", "the name of a label has so many at most"},
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
