// Every number that a claim or a rule rests on: one table, whose values a user may set. Not here:
// what an interval is (interval.hpp), what makes a span complex (complexity.hpp), what weighs as
// evidence (evidence_kinds.hpp), as these were measured as a whole; and bounds of size (caps.hpp).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "model/threshold.hpp"

namespace errata::analyze {

// The values of one analysis, with those that are used where nobody sets any.
struct Thresholds {
  // A claim needs so many items in so many documents.
  std::uint64_t least_items = 3;
  std::uint64_t least_documents = 3;

  double constant_rate = 0.10;  // "constantly predicted as": lower bound of the rate above it
  // Predictions that agree with gold no more than chance would, within so many standard deviations:
  // nothing is claimed of any pair.
  double chance_z = 3;
  // A pair that is worth a look without that proof.
  std::uint64_t suspected_items = 2;
  double suspected_rate = 0.10;

  double nearly_all_missed = 0.80;  // of a label, whatever its complexity
  double many_missed = 0.30;        // of a label: label more
  double boundary_rate = 0.05;      // of a label: fix boundaries
  double weak_score = 0.60;         // precision or recall below it
  std::uint64_t takes_from = 3;     // labels that one is taken for: one finding stands for all
  double mostly_told = 0.50;        // of a finding's items, by findings above it: it goes behind
  double part_share = 0.25;         // of the spans, for a part of a break-down proposal
  // Of a label's missed spans, that the parts explain: with fewer, most misses have other reasons,
  // and more examples help all of them. 0.15 of titles (WNUT 2017), 0.38 of addresses.
  double breakable_share = 0.25;

  double cue_z = 2;  // Monroe, Colaresi and Quinn 2008
  std::uint64_t cue_documents = 3;
  double cue_prior = 10;  // words that the Dirichlet prior is worth

  // That a label was forgotten, by the odds that the evidence gives.
  double strong_chance = 0.95;
  double moderate_chance = 0.72;
  double likely_chance = 0.50;  // that the label of a whole document is wrong: it is listed
  // A surface that stands unlabelled was forgotten where it is labelled so often, and so nearly
  // always, elsewhere; with one label but for some other ones, which may be mistakes themselves.
  std::uint64_t audit_items = 3;
  double audit_share = 0.75;
  double audit_agreement = 0.95;  // of its labels
  // A label that nobody else would give: its surface is unlabelled so often, and so nearly always.
  std::uint64_t over_labelled_items = 9;
  double over_labelled_share = 0.90;
  std::uint64_t over_labelled_rare = 3;  // labelled more often, a word is no mere part of others
  // A word at an edge of a label, inside some and beside others: the rarer way is listed.
  std::uint64_t edge_items = 5;
  double edge_share = 0.20;
  double edge_split = 0.33;       // titles are listed both ways from this share on
  double near_similarity = 0.80;  // texts that are alike enough to be labelled alike

  // A habit at one edge of a label's spans.
  std::uint64_t habit_items = 5;
  std::uint64_t habit_documents = 3;
  double habit_p = 0.05;         // after correction for the number of tests
  double habit_expected = 0.20;  // of a label's boundary errors may have one text by chance
  double habit_share = 0.80;     // of a kind's items have one text: named by the text

  // Labels are a group where the mean lower bound of confusability across its parts is above it.
  double group_confusability = 0.10;
  std::uint64_t group_labels = 3;  // fewer are a pair

  std::uint64_t few_training_labels = 15;
  std::uint64_t recommended_training_labels = 50;
  std::uint64_t few_test_labels = 5;
  double imbalance = 5;     // to the median label
  double split_factor = 2;  // share in training against share in test
  std::uint64_t split_items = 5;
  double scores_apart = 0.30;          // F1 of the best label against the worst
  double service_agreement = 1e-5;     // of scores: a service computes in 32 bits
  std::uint64_t slice_documents = 10;  // fewer: no claim about a slice

  std::uint64_t calibration_items = 10;         // a part of equal mass has at least so many
  std::uint64_t calibration_predictions = 100;  // fewer: nothing is said

  // One label in the place of all unsure predictions of others.
  std::uint64_t fallback_documents = 10;  // that change: with fewer nothing is said
  double fallback_share = 0.50;           // of these have that label
  double fallback_scored = 0.95;          // of the predictions have a score
  double fallback_level = 0.05;           // of the test, divided by the number of pairs tried
  double fallback_strong_level = 0.01;    // the same, for strong evidence

  std::uint64_t expiry_days = 90;  // before a model expires

  // Of comparisons.
  double change_level = 0.05;     // of a test, two-sided
  double change_power = 0.80;     // with which a detectable difference is found
  double false_discovery = 0.10;  // of the labels that are said to have changed

  // Limits of the service, and the share of one that is near it.
  double near_limit = 0.90;
  std::uint64_t service_documents = 100'000;
  std::uint64_t service_least_documents = 10;
  std::uint64_t service_labels = 200;
  std::uint64_t service_text = 128'000;
  std::uint64_t service_span = 500;
  std::uint64_t service_name = 50;

  bool operator==(const Thresholds&) const = default;
};

struct ThresholdRow {
  std::string_view name;
  std::variant<std::uint64_t Thresholds::*, double Thresholds::*> member;
  model::ThresholdUnit unit;
  double least, most;  // that make sense
  model::ThresholdOrigin origin;
  std::string_view rules;  // separated by blanks
  std::string_view what;   // it decides, in words

  double value_in(const Thresholds& thresholds) const;
  // Whether it has been set: not what is out of range, no number, or a part of what is counted.
  bool set(Thresholds& to, double value) const;
  bool is_count() const;  // whole numbers only
};

std::span<const ThresholdRow> threshold_table();

// Nothing where none is called so.
const ThresholdRow* find_threshold(std::string_view name);

// Two that only make sense in order, where they are not: the one that must not be above the other.
std::optional<std::pair<const ThresholdRow*, const ThresholdRow*>> find_disorder(
    const Thresholds& thresholds);

// The whole table as it was used.
std::vector<model::Threshold> thresholds_used(const Thresholds& thresholds);

}  // namespace errata::analyze
