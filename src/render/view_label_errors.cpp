#include <algorithm>
#include <cmath>

#include "render/enum_names.hpp"
#include "render/format.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

constexpr std::size_t first_evidence = 3;
constexpr double least_weight = 0.5;  // of the logarithm of the odds
constexpr double likely = 0.5;

// What weighs most, either way.
std::vector<View> evidence_views(std::vector<model::LabelEvidence> items, const Wording& wording) {
  std::ranges::stable_sort(items, [](const model::LabelEvidence& a, const model::LabelEvidence& b) {
    return std::abs(a.weight) > std::abs(b.weight);
  });
  std::vector<View> views;
  for (const auto& item : items) {
    if (views.size() == first_evidence || std::abs(item.weight) < least_weight)
      break;
    View view;
    view.own("ee_words", wording.label_evidence(item.kind, item.weight < 0));
    views.push_back(std::move(view));
  }
  set_more(views, "ee");
  return views;
}

View error_view(const model::LabelError& error, const Context& context) {
  View view;
  set_document_link(view, "e", error.document, context.anchors);
  view.optional_outside("e_given", error.given).optional_outside("e_suggested", error.suggested);
  view.optional_outside("e_surface", error.surface);
  view.own("e_grade", std::string{name_of_value(error.grade)});
  view.own("e_chance", percent(error.chance));
  view.optional_own("e_score", error.score ? score(*error.score) : "");
  view.flag("e_compared", error.neighbours > 0).own("e_neighbours", count(error.neighbours));
  view.own("e_like_given", count(error.like_given));
  view.own("e_like_suggested", count(error.like_suggested));
  view.list("e_evidence", evidence_views(error.evidence, context.wording));
  return view;
}

}  // namespace

View label_errors_view(const Context& context) {
  const auto& a = context.analysis;
  const auto behind = std::ranges::find_if(
      a.label_errors, [](const model::LabelError& e) { return e.chance < likely; });
  const auto kept = static_cast<std::size_t>(behind - a.label_errors.begin());
  const auto shown = std::min(kept, context.rows);
  std::vector<View> errors;
  for (std::size_t i = 0; i < shown; ++i)
    errors.push_back(error_view(a.label_errors[i], context));
  View view;
  view.flag("applies", a.test_set.task != model::Task::entities);
  view.flag("judged", a.labels_judged);
  const auto likely_ones = std::max<std::uint64_t>(a.label_errors_likely, kept);
  const auto total = std::max<std::uint64_t>(a.label_errors_total, likely_ones);
  view.own("differing_said", counted(total, "label", "labels"));
  view.own("likely", count(likely_ones)).flag("one_likely", likely_ones == 1);
  view.table("label_errors", std::move(errors));
  const auto accepted = a.accepted.value_or(model::AcceptedRange{});
  view.flag("accepted", accepted.accepted > 0);
  view.own("accepted_said", counted(accepted.accepted, "strong one", "strong ones"));
  view.flag("one_accepted", accepted.accepted == 1);
  view.own("accepted_from", score(accepted.micro_f1_measured));
  view.own("accepted_to", score(accepted.micro_f1_accepted));
  set_left_out(view, "label_errors", shown, likely_ones);
  return view;
}

}  // namespace errata::render
