#include <algorithm>
#include <cmath>

#include "render/enum_names.hpp"
#include "render/evidence_views.hpp"
#include "render/format.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

// Similar texts may speak for a label that few of them have, where hardly any other text has it.
bool is_by_share(const model::LabelError& error, bool against) {
  return against ? error.like_given <= error.like_suggested
                 : error.like_suggested <= error.like_given;
}

View error_view(const model::LabelError& error, const Context& context) {
  View view;
  set_document_link(view, "e", error.document, context.anchors);
  view.optional_outside("e_given", error.given).optional_outside("e_suggested", error.suggested);
  view.optional_outside("e_surface", error.surface);
  set_grade(view, "e_grade", error.grade, context.wording);
  view.own("e_chance", percent(error.chance));
  view.optional_own("e_score", error.score ? score(*error.score) : "");
  view.flag("e_compared", error.neighbours > 0).own("e_neighbours", count(error.neighbours));
  view.own("e_like_given", count(error.like_given));
  view.own("e_like_suggested", count(error.like_suggested));
  view.list("e_evidence",
            evidence_views(error.evidence, "ee", [&](model::LabelClue kind, bool against) {
              return context.wording.label_evidence(kind, against, is_by_share(error, against));
            }));
  return view;
}

// The finding that has them reviewed, if there is one.
std::string review_id(const std::vector<model::Finding>& findings) {
  const auto found = std::ranges::find_if(findings, [](const model::Finding& finding) {
    return finding.rule == "review-labels" && model::number_of(finding.facts, "whole") > 0;
  });
  return found == findings.end() ? "" : found->id;
}

}  // namespace

View label_errors_view(const Context& context) {
  const auto& a = context.analysis;
  const auto kept = std::min<std::size_t>(a.label_errors.size(), a.label_errors_likely);
  const auto shown = std::min(kept, context.rows);
  std::vector<View> errors;
  for (std::size_t i = 0; i < shown; ++i)
    errors.push_back(error_view(a.label_errors[i], context));
  View view;
  view.flag("is_multi", a.test_set.task == model::Task::multi_label);
  const auto likely_ones = a.label_errors_likely;
  const auto total = std::max(a.label_errors_total, likely_ones);
  view.number("differing_count", total);
  view.flag("judged_sample", a.label_errors_among < a.label_errors_of);
  view.own("judged", count(a.label_errors_among));
  view.number("judged_of", a.label_errors_of);
  view.number("likely", likely_ones);
  view.number("likely_strong", a.label_errors_strong);
  view.number("likely_moderate", a.label_errors_moderate);
  const auto graded = a.label_errors_strong + a.label_errors_moderate;
  view.number("likely_weak", likely_ones > graded ? likely_ones - graded : 0);
  view.optional_outside("review_id", review_id(a.findings));
  view.table("label_errors", std::move(errors));
  set_accepted(view, a.accepted.value_or(model::AcceptedRange{}));
  set_left_out(view, "label_errors", shown, likely_ones);
  return view;
}

}  // namespace errata::render
