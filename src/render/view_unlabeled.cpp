#include <algorithm>
#include <cmath>

#include "render/enum_names.hpp"
#include "render/format.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

constexpr std::size_t first_evidence = 3;
constexpr double least_weight = 0.5;  // of the logarithm of the odds

// What weighs most, either way.
std::vector<View> evidence_views(std::vector<model::EvidenceItem> items, const Wording& wording) {
  std::ranges::stable_sort(items, [](const model::EvidenceItem& a, const model::EvidenceItem& b) {
    return std::abs(a.weight) > std::abs(b.weight);
  });
  std::vector<View> views;
  for (const auto& item : items) {
    if (views.size() == first_evidence || std::abs(item.weight) < least_weight)
      break;
    View view;
    view.own("ue_words", wording.evidence(item.kind, item.weight < 0));
    views.push_back(std::move(view));
  }
  set_more(views, "ue");
  return views;
}

View candidate_view(const model::Unlabeled& candidate, const Context& context) {
  View view;
  set_document_link(view, "u", candidate.document, context.anchors);
  view.list("u_evidence", evidence_views(candidate.evidence, context.wording));
  view.outside("u_label", candidate.label).optional_part("u_surface", candidate.surface);
  view.optional_part("u_before", candidate.before).optional_part("u_after", candidate.after);
  view.own("u_start", count(candidate.begin)).own("u_end", count(candidate.end));
  view.own("u_grade", std::string{name_of_value(candidate.grade)});
  const auto elsewhere = candidate.labelled + candidate.otherwise + candidate.unlabelled;
  view.own("u_labelled", count(candidate.labelled)).own("u_otherwise", count(candidate.otherwise));
  view.own("u_elsewhere", count(elsewhere)).own("u_unlabelled", count(candidate.unlabelled));
  view.flag("u_seen", elsewhere > 0);
  return view;
}

}  // namespace

View unlabeled_view(const Context& context) {
  const auto& a = context.analysis;
  const auto shown = std::min(a.unlabeled.size(), context.rows);
  std::vector<View> candidates;
  for (std::size_t i = 0; i < shown; ++i)
    candidates.push_back(candidate_view(a.unlabeled[i], context));
  View view;
  view.flag("applies", a.test_set.task == model::Task::entities);
  const auto total = std::max<std::uint64_t>(a.unlabeled_total, a.unlabeled.size());
  view.own("unlabeled_said", counted(total, "prediction meets", "predictions meet"));
  view.table("unlabeled", std::move(candidates));
  const auto accepted = a.accepted.value_or(model::AcceptedRange{});
  view.flag("accepted", accepted.accepted > 0);
  view.own("accepted_said", counted(accepted.accepted, "strong candidate", "strong candidates"));
  view.own("accepted_from", score(accepted.micro_f1_measured));
  view.own("accepted_to", score(accepted.micro_f1_accepted));
  set_left_out(view, "unlabeled", shown, total);
  return view;
}

}  // namespace errata::render
