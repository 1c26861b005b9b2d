#include <algorithm>

#include "render/format.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

View place_view(const model::AuditPlace& place, const Anchors& anchors) {
  View view;
  set_document_link(view, "ad", place.document, anchors);
  view.outside("ad_label", place.label).outside("ad_surface", place.surface);
  view.own("ad_start", count(place.begin)).own("ad_end", count(place.end));
  view.own("ad_labelled", count(place.labelled)).own("ad_unlabelled", count(place.unlabelled));
  view.own("ad_within", count(place.within));
  return view;
}

View minority_view(const model::MinorityLabel& minority, const Anchors& anchors) {
  View view;
  set_document_link(view, "lm", minority.document, anchors);
  view.outside("lm_label", minority.label).outside("lm_surface", minority.surface);
  view.own("lm_start", count(minority.begin)).own("lm_end", count(minority.end));
  view.own("lm_labelled", count(minority.labelled));
  view.outside("lm_usual", minority.usual).own("lm_usually", count(minority.usually));
  return view;
}

View edge_view(const model::LabelEdge& edge, const Anchors& anchors) {
  View view;
  set_document_link(view, "le", edge.document, anchors);
  view.outside("le_label", edge.label).outside("le_surface", edge.surface);
  view.outside("le_word", edge.word);
  view.own("le_start", count(edge.begin)).own("le_end", count(edge.end));
  view.own("le_alike", count(edge.alike)).own("le_otherwise", count(edge.otherwise));
  view.flag("le_inside", edge.inside);
  view.flag("le_title", edge.kind == model::EdgeKind::title);
  view.flag("le_first", edge.kind == model::EdgeKind::first_word);
  return view;
}

View conflict_view(const model::LabelConflict& conflict, const Anchors& anchors) {
  View view;
  set_document_link(view, "lc", conflict.document, anchors);
  set_document_link(view, "lo", conflict.other, anchors);
  view.own("lc_similarity", percent(conflict.similarity));
  view.optional_outside("lc_surface", conflict.surface);
  view.optional_outside("lc_label", conflict.label);
  view.optional_outside("lo_label", conflict.other_label);
  return view;
}

// The first rows of a table, and how many are left out.
template <typename Value>
void set_table(View& view, const std::string& name, const std::vector<Value>& values,
               std::uint64_t total, const Context& context,
               View (*row)(const Value&, const Anchors&)) {
  const auto shown = std::min(values.size(), context.rows);
  std::vector<View> rows;
  for (std::size_t i = 0; i < shown; ++i)
    rows.push_back(row(values[i], context.anchors));
  view.table(name, std::move(rows));
  set_left_out(view, name, shown, std::max<std::uint64_t>(total, values.size()));
}

}  // namespace

View audit_view(const Context& context) {
  const auto& a = context.analysis;
  View view;
  view.flag("applies", a.test_set.task == model::Task::entities);
  view.number("audit_count", a.audit_total);
  view.number("edges_count", a.label_edges_total);
  view.number("over_count", a.over_labelled_total);
  view.number("minority_count", a.minority_labels_total);
  view.number("conflicts_count", a.conflict_pairs);
  view.flag("conflicts_cut", a.conflicts_cut && a.conflict_pairs > 0);
  view.flag("conflicts_unsure", a.conflicts_cut && a.conflict_pairs == 0);
  view.flag("conflicts_several", a.conflicts_total > a.conflict_pairs);
  view.own("conflict_places", count(a.conflicts_total));
  view.flag("compared_sample", a.conflicts_among < a.conflicts_of);
  view.own("compared", count(a.conflicts_among));
  view.number("compared_of", a.conflicts_of);
  set_table(view, "omissions", a.audit, a.audit_total, context, place_view);
  set_table(view, "label_edges", a.label_edges, a.label_edges_total, context, edge_view);
  set_table(view, "over_labelled", a.over_labelled, a.over_labelled_total, context, place_view);
  set_table(view, "minority_labels", a.minority_labels, a.minority_labels_total, context,
            minority_view);
  set_table(view, "conflicts", a.conflicts, a.conflicts_total, context, conflict_view);
  return view;
}

}  // namespace errata::render
