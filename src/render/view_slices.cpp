#include <algorithm>

#include "core/text.hpp"
#include "render/format.hpp"
#include "render/geometry.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

std::string difference_said(const model::Slice& slice) {
  return slice.difference ? gain_interval(slice.difference) : undefined;
}

// Lengths are named by their ranges: "101-500", the longest "2001-".
void set_range(View& view, std::string_view name) {
  const auto ends = split(name, '-');
  const auto low = parse_integer(ends.front());
  const auto high = ends.size() == 2 ? parse_integer(ends.back()) : std::nullopt;
  view.flag("sl_range_known", low.has_value());
  view.number("sl_low", static_cast<std::uint64_t>(low.value_or(0)));
  view.number("sl_high", static_cast<std::uint64_t>(high.value_or(0)));
}

View slice_view(const model::Slice& slice) {
  View view;
  view.flag("sl_language", slice.by == model::Slice::By::language);
  view.optional_outside("sl_name", slice.name);
  set_range(view, slice.name);
  view.own("sl_documents", count(slice.documents)).own("sl_gold", count(slice.gold));
  view.own("sl_precision", score(slice.scores.precision));
  view.own("sl_recall", score(slice.scores.recall));
  view.own("sl_f1", score_with_interval(slice.scores.f1));
  set_bar(view, "sl", slice.scores.f1);
  view.own("sl_difference", difference_said(slice)).flag("sl_weak", slice.weak);
  return view;
}

std::int64_t rank_of(const model::Slice& slice) {
  if (slice.by == model::Slice::By::language)
    return -1;
  return parse_integer(split(slice.name, '-').front()).value_or(0);
}

// Languages as they come, then lengths from the shortest on.
std::vector<const model::Slice*> in_order(const std::vector<model::Slice>& slices) {
  std::vector<const model::Slice*> ordered;
  for (const auto& slice : slices)
    ordered.push_back(&slice);
  std::ranges::stable_sort(ordered, {}, [](const auto* slice) { return rank_of(*slice); });
  return ordered;
}

}  // namespace

View slices_view(const Context& context) {
  const auto& a = context.analysis;
  const auto shown = std::min(a.slices.size(), context.rows);
  const auto ordered = in_order(a.slices);
  std::vector<View> slices;
  for (std::size_t i = 0; i < shown; ++i)
    slices.push_back(slice_view(*ordered[i]));
  View view;
  view.own("micro_at", score_axis.at(a.micro.f1.value));
  view.table("slices", std::move(slices));
  set_left_out(view, "slices", shown, a.slices.size());
  return view;
}

}  // namespace errata::render
