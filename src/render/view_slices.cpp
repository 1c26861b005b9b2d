#include <algorithm>

#include "render/format.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

std::string difference_said(const model::Slice& slice) {
  if (!slice.difference)
    return undefined;
  return gain(slice.difference->low) + " to " + gain(slice.difference->high);
}

View slice_view(const model::Slice& slice) {
  View view;
  view.flag("sl_language", slice.by == model::Slice::By::language);
  view.optional_outside("sl_name", slice.name);
  view.own("sl_documents", count(slice.documents)).own("sl_gold", count(slice.gold));
  view.own("sl_precision", score(slice.scores.precision));
  view.own("sl_recall", score(slice.scores.recall));
  view.own("sl_f1", score_with_interval(slice.scores.f1));
  view.own("sl_difference", difference_said(slice)).flag("sl_weak", slice.weak);
  return view;
}

}  // namespace

View slices_view(const Context& context) {
  const auto& a = context.analysis;
  // Where nothing can be compared, the labels' own scores say as much.
  const bool compared = std::ranges::any_of(
      a.slices, [](const model::Slice& slice) { return slice.difference.has_value(); });
  const auto shown = compared ? std::min(a.slices.size(), context.rows) : 0;
  std::vector<View> slices;
  for (std::size_t i = 0; i < shown; ++i)
    slices.push_back(slice_view(a.slices[i]));
  View view;
  view.table("slices", std::move(slices));
  set_left_out(view, "slices", shown, compared ? a.slices.size() : 0);
  return view;
}

}  // namespace errata::render
