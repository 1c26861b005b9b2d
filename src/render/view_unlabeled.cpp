#include <algorithm>

#include "render/enum_names.hpp"
#include "render/evidence_views.hpp"
#include "render/format.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

View candidate_view(const model::Unlabeled& candidate, const Context& context) {
  View view;
  set_document_link(view, "u", candidate.document, context.anchors);
  view.list("u_evidence",
            evidence_views(candidate.evidence, "ue", [&](model::EvidenceKind kind, bool against) {
              return context.wording.evidence(kind, against);
            }));
  view.outside("u_label", candidate.label).optional_part("u_surface", candidate.surface);
  view.optional_part("u_before", candidate.before).optional_part("u_after", candidate.after);
  view.own("u_start", count(candidate.begin)).own("u_end", count(candidate.end));
  set_grade(view, "u_grade", candidate.grade, context.wording);
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
  const auto total = std::max<std::uint64_t>(a.unlabeled_total, a.unlabeled.size());
  view.number("unlabeled_count", total);
  // The others overlap a labelled span that a better prediction had taken.
  const auto spurious = static_cast<std::size_t>(model::ErrorClass::spurious);
  const auto of = spurious < a.by_class.size()
                      ? static_cast<std::uint64_t>(std::max(0.0, a.by_class[spurious].count))
                      : total;
  view.number("spurious_count", std::max(of, total))
      .number("touching", of > total ? of - total : 0);
  view.table("unlabeled", std::move(candidates));
  set_accepted(view, a.accepted.value_or(model::AcceptedRange{}));
  set_left_out(view, "unlabeled", shown, total);
  return view;
}

}  // namespace errata::render
