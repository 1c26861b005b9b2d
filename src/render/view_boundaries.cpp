#include <algorithm>

#include "render/enum_names.hpp"
#include "render/format.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

using model::EdgeHabit;
using model::PieceKind;

std::vector<View> piece_views(const model::BoundaryHabit& habit) {
  std::vector<View> views;
  for (const auto& piece : habit.pieces) {
    View view;
    view.outside("bp_text", piece.text).own("bp_count", count(piece.count));
    views.push_back(std::move(view));
  }
  set_more(views, "bp");
  return views;
}

void set_what(View& view, const model::BoundaryHabit& habit) {
  const auto edge = habit.habit;
  view.flag("bh_begin", edge == EdgeHabit::begins_early || edge == EdgeHabit::begins_late);
  view.flag("bh_added", edge == EdgeHabit::begins_early || edge == EdgeHabit::ends_late);
  view.outside("bh_text", habit.text);
  for (std::size_t i = 0; i < names_of<PieceKind>.size(); ++i)
    view.flag("bh_is_" + std::string{names_of<PieceKind>[i]},
              static_cast<std::size_t>(habit.kind) == i);
  view.list("bh_pieces", piece_views(habit));
}

void set_gold(View& view, const model::BoundaryHabit& habit) {
  const auto all = habit.gold_with + habit.gold_without;
  view.flag("bh_gold", all > 0).flag("bh_mixed", habit.gold_with > 0 && habit.gold_without > 0);
  view.own("bh_gold_with", count(habit.gold_with)).own("bh_gold_all", count(all));
  view.own("bh_gold_rate", percent(static_cast<double>(habit.gold_with), static_cast<double>(all)));
}

View habit_view(const model::BoundaryHabit& habit, const Context& context) {
  View view;
  view.outside("bh_label", habit.label);
  set_what(view, habit);
  set_gold(view, habit);
  view.own("bh_count", count(habit.count)).own("bh_of", count(habit.of));
  view.number("bh_documents", habit.documents);
  view.own("bh_others", count(habit.others)).own("bh_of_others", count(habit.of_others));
  view.own("bh_settled", count(habit.settled)).own("bh_gain_micro", gain(habit.gain.micro_f1));
  view.list("bh_examples", example_views(habit.examples, context));
  return view;
}

}  // namespace

View boundaries_view(const Context& context) {
  const auto& a = context.analysis;
  const auto shown = std::min(a.boundaries.size(), context.rows);
  std::vector<View> habits;
  for (std::size_t i = 0; i < shown; ++i)
    habits.push_back(habit_view(a.boundaries[i], context));
  View view;
  view.list("habits", std::move(habits));
  set_left_out(view, "habits", shown, a.boundaries.size());
  return view;
}

}  // namespace errata::render
