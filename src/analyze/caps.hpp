// What is kept of long lists, and how much is looked at: bounds of size, no numbers that a claim
// rests on. Totals are given beside what is kept.
#pragma once

#include <cstddef>

namespace errata::analyze::caps {

inline constexpr std::size_t kept_confusions = 200;
inline constexpr std::size_t kept_examples = 5;
inline constexpr std::size_t kept_cues = 5;
inline constexpr std::size_t kept_findings = 100;
inline constexpr std::size_t kept_habits = 100;
inline constexpr std::size_t kept_pieces = 5;
inline constexpr std::size_t named_labels = 5;  // in a sentence
inline constexpr std::size_t kept_groups = 50;
inline constexpr std::size_t kept_slices = 50;  // languages
inline constexpr std::size_t kept_unlabeled = 1000;
inline constexpr std::size_t kept_candidates = 10'000;  // predictions without a label, with place
inline constexpr std::size_t kept_label_errors = 1000;
inline constexpr std::size_t kept_audit = 1000;
inline constexpr std::size_t kept_places = 100;  // of one surface
inline constexpr std::size_t kept_over_labelled = 200;
inline constexpr std::size_t kept_minority_labels = 200;
inline constexpr std::size_t kept_conflicts = 200;
inline constexpr std::size_t kept_differences = 100;
inline constexpr std::size_t kept_cells = 400;          // of the service's matrix
inline constexpr std::size_t kept_error_changes = 200;  // of new and of fixed errors
inline constexpr std::size_t kept_health_documents = 20;
inline constexpr std::size_t group_links = 2000;     // the strongest pairs are looked at
inline constexpr std::size_t calibration_bins = 15;  // Guo et al. 2017
inline constexpr std::size_t matrix_labels = 1000;   // more labels: no matrix
inline constexpr std::size_t shown_documents = 2000;
// As analysis.json has them (document_result.hpp).
inline constexpr std::size_t shown_bytes = 16U << 20U;
inline constexpr std::size_t shown_document_bytes = 256U
                                                    << 10U;  // of larger ones an excerpt is held

}  // namespace errata::analyze::caps
