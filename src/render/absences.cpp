#include "render/absences.hpp"

#include <algorithm>
#include <array>

namespace errata::render {

namespace {

using model::Analysis;

bool is_of_entities(const Analysis& a) {
  return a.test_set.task == model::Task::entities;
}

std::string_view lack_of_changes(const Analysis& a) {
  return a.comparison ? "" : "no_baseline";
}

std::string_view lack_of_findings(const Analysis& a) {
  return a.findings.empty() ? "no_finding" : "";
}

std::string_view lack_of_scores(const Analysis& a) {
  if (a.sweep)
    return "";
  return a.test_set.precision_only ? "precision_only" : "no_scores";
}

std::string_view lack_of_slices(const Analysis& a) {
  const auto is_compared = [](const model::Slice& slice) { return slice.difference.has_value(); };
  if (std::ranges::any_of(a.slices, is_compared))
    return "";
  return a.test_set.precision_only ? "precision_only" : "no_slices";
}

std::string_view lack_of_confusions(const Analysis& a) {
  return a.confusions.empty() ? "no_confusion" : "";
}

std::string_view lack_of_matrix(const Analysis& a) {
  return a.matrix.rows.empty() ? "no_matrix" : lack_of_confusions(a);
}

std::string_view lack_of_missed(const Analysis& a) {
  if (!is_of_entities(a))
    return "whole_documents";
  if (a.test_set.precision_only)
    return "accepted_only";
  if (a.gold == 0)
    return "nothing_labelled";
  return a.missed.empty() ? "all_found" : "";
}

std::string_view lack_of_unlabeled(const Analysis& a) {
  if (!is_of_entities(a))
    return "whole_documents";
  if (a.predicted == 0)
    return "nothing_predicted";
  if (a.test_set.precision_only)
    return "accepted_only";
  return a.unlabeled.empty() && a.unlabeled_total == 0 ? "all_labelled" : "";
}

std::string_view lack_of_boundaries(const Analysis& a) {
  if (!is_of_entities(a))
    return "whole_documents";
  return a.boundaries.empty() ? "no_habit" : "";
}

std::string_view lack_of_label_errors(const Analysis& a) {
  if (is_of_entities(a))
    return "entities";
  if (!a.labels_judged)
    return "not_judged";
  const bool is_whole = a.label_errors_among >= a.label_errors_of;
  return a.label_errors_total == 0 && a.label_errors.empty() && is_whole ? "none_differs" : "";
}

std::string_view lack_of_audit(const Analysis& a) {
  if (a.documents_with_text == 0)
    return "no_texts";
  if (a.test_set.precision_only)
    return "accepted_only";
  const auto found = a.audit_total + a.label_edges_total + a.over_labelled_total +
                     a.minority_labels_total + a.conflicts_total;
  const bool is_whole = a.conflicts_among >= a.conflicts_of && !a.conflicts_cut;
  return found == 0 && is_whole ? "no_conflict" : "";
}

struct Row {
  std::string_view section;
  std::string_view (*lack)(const Analysis& analysis);
};
constexpr auto table = std::to_array<Row>({
    {"changes", lack_of_changes},
    {"decide", lack_of_findings},
    {"thresholds", lack_of_scores},
    {"slices", lack_of_slices},
    {"confusions", lack_of_confusions},
    {"matrix", lack_of_matrix},
    {"missed", lack_of_missed},
    {"unlabeled", lack_of_unlabeled},
    {"boundaries", lack_of_boundaries},
    {"label-errors", lack_of_label_errors},
    {"audit", lack_of_audit},
});

}  // namespace

std::string_view absence_of(std::string_view section, const Analysis& analysis) {
  const auto* const found = std::ranges::find(table, section, &Row::section);
  return found == table.end() ? "" : found->lack(analysis);
}

}  // namespace errata::render
