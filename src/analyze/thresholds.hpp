// Every number that a claim or a rule of errata's own rests on. Numbers from a service's
// documentation say so; the others are ours, and reports show them as such.
#pragma once

#include <cstddef>
#include <cstdint>

namespace errata::analyze::thresholds {

// A claim needs so many items in so many documents.
inline constexpr std::uint64_t least_items = 3;
inline constexpr std::uint64_t least_documents = 3;

// "Constantly predicted as": lower bound of the rate above it.
inline constexpr double constant_rate = 0.10;
// Predictions that agree with gold no more than chance would, within so many standard deviations:
// nothing is claimed of any pair.
inline constexpr double chance_z = 3;
// A pair that is worth a look without that proof.
inline constexpr std::uint64_t suspected_items = 2;
inline constexpr double suspected_rate = 0.10;

inline constexpr double nearly_all = 0.80;     // of a label missed, whatever its complexity
inline constexpr double many_missed = 0.30;    // of a label: label more
inline constexpr double boundary_rate = 0.05;  // of a label: fix boundaries
inline constexpr double weak_score = 0.60;     // precision or recall below it

inline constexpr double cue_z = 2;  // Monroe et al. 2008
inline constexpr std::uint64_t cue_documents = 3;
inline constexpr double cue_prior = 10;  // words that the Dirichlet prior is worth

// That a label was forgotten, by the odds that the evidence gives.
inline constexpr double strong_chance = 0.95;
inline constexpr double moderate_chance = 0.72;
// Likewise, that the label of a whole document is wrong; more likely than not, it is shown.
inline constexpr double likely_chance = 0.5;
// A surface that stands unlabelled was forgotten where it is labelled so often, and so nearly
// always, elsewhere.
inline constexpr std::uint64_t audit_items = 3;
inline constexpr double audit_share = 0.75;
// A label that nobody else would give: its surface is unlabelled so often, and so nearly always.
inline constexpr std::uint64_t edge_items = 5;
inline constexpr double edge_share = 0.20;
inline constexpr double edge_split = 1.0 / 3;
inline constexpr std::uint64_t over_labelled_items = 9;
inline constexpr double over_labelled_share = 0.90;
inline constexpr std::uint64_t over_labelled_rare = 3;

// Texts that are alike enough to be labelled alike.
inline constexpr double near_similarity = 0.80;

inline constexpr double part_share = 0.25;  // of the spans, for a part of a break-down proposal

inline constexpr std::uint64_t few_training_labels = 15;          // documented by Azure
inline constexpr std::uint64_t recommended_training_labels = 50;  // documented by Azure
inline constexpr std::uint64_t few_test_labels = 5;
inline constexpr double imbalance = 5;     // to the median label
inline constexpr double split_factor = 2;  // share in training against share in test
inline constexpr std::uint64_t split_items = 5;
inline constexpr double far_apart = 0.30;   // F1 of the best label against the worst
inline constexpr double near_limit = 0.90;  // of a service's limit
inline constexpr double agreement = 1e-5;   // of scores: a service computes in 32 bits

// A habit at one edge of a label's spans.
inline constexpr std::uint64_t habit_items = 5;
inline constexpr std::uint64_t habit_documents = 3;
inline constexpr double habit_p = 0.05;      // after correction for the number of tests
inline constexpr double habit_share = 0.80;  // of a kind's items have one text: named by the text

// Labels are a group where the mean lower bound of confusability across its parts is above it.
inline constexpr double group_confusability = 0.10;
inline constexpr std::size_t group_labels = 3;    // fewer are a pair
inline constexpr std::size_t group_links = 2000;  // the strongest pairs are looked at

inline constexpr std::uint64_t slice_documents = 10;  // fewer: no claim about a slice

inline constexpr std::size_t calibration_bins = 15;     // Guo et al. 2017
inline constexpr std::uint64_t calibration_items = 10;  // a part of equal mass has at least so many
inline constexpr std::uint64_t calibration_least = 100;  // fewer predictions: nothing is said

// Of comparisons.
inline constexpr double change_level = 0.05;     // of a test, two-sided
inline constexpr double power = 0.80;            // with which a detectable difference is found
inline constexpr double false_discovery = 0.10;  // of the labels that are said to have changed

// What is kept of long lists; totals are given beside them.
inline constexpr std::size_t kept_confusions = 200;
inline constexpr std::size_t kept_examples = 5;
inline constexpr std::size_t kept_cues = 5;
inline constexpr std::size_t kept_findings = 100;
inline constexpr std::size_t kept_habits = 100;
inline constexpr std::size_t kept_pieces = 5;
inline constexpr std::size_t kept_groups = 50;
inline constexpr std::size_t kept_slices = 50;  // languages
inline constexpr std::size_t kept_unlabeled = 1000;
inline constexpr std::size_t kept_candidates = 10'000;  // predictions without a label, with place
inline constexpr std::size_t kept_label_errors = 1000;
inline constexpr std::size_t kept_audit = 1000;
inline constexpr std::size_t kept_places = 100;  // of one surface
inline constexpr std::size_t kept_over_labelled = 200;
inline constexpr std::size_t kept_conflicts = 200;
inline constexpr std::size_t kept_differences = 100;
inline constexpr std::size_t kept_error_changes = 200;  // of new and of fixed errors
inline constexpr std::size_t kept_health_documents = 20;
inline constexpr std::size_t matrix_labels = 1000;  // more labels: no matrix
inline constexpr std::size_t shown_documents = 2000;
inline constexpr std::size_t shown_bytes = 8U << 20U;
inline constexpr std::size_t shown_document_bytes = 256U << 10U;  // larger ones are not shown

}  // namespace errata::analyze::thresholds

// Limits that Azure documents for custom text projects, in characters and numbers.
namespace errata::analyze::azure {

inline constexpr std::uint64_t most_documents = 100'000;
inline constexpr std::uint64_t most_labels = 200;
inline constexpr std::uint64_t longest_text = 128'000;
inline constexpr std::uint64_t longest_span = 500;
inline constexpr std::uint64_t longest_name = 50;
inline constexpr const char* not_in_names = ":$&%*()+~#/?";

}  // namespace errata::analyze::azure
