#include <algorithm>
#include <cmath>
#include <optional>
#include <ranges>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text.hpp"
#include "render/format.hpp"
#include "render/geometry.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

using model::Difference;
using model::TestSetChange;
using model::Verdict;

constexpr std::size_t first_errors = 3;
constexpr std::size_t first_moved = 4;

// The part of 0 to 1 that arrows from `before` to `after` need.
template <typename Changes, typename Ends>
Axis axis_of(const Changes& changes, Ends ends) {
  std::vector<double> values;
  for (const auto& change : changes)
    for (const auto value : ends(change))
      values.push_back(value);
  const auto range = tenths_around(values);
  return {range.low, range.high, bar_begin, bar_end};
}

void set_axis(View& view, const std::string& prefix, const Axis& axis) {
  view.own(prefix + "_low", shortest(axis.low)).own(prefix + "_high", shortest(axis.high));
}

View score_view(const model::ScoreChange& score, const Axis& axis, const Wording& wording) {
  const auto difference = score.difference.value_or(model::Difference{});
  View view;
  view.own("cs_name", wording.measure(score.name));
  view.own("cs_before", score_with_interval(score.before));
  view.own("cs_after", score_with_interval(score.after));
  view.flag("has_cs_change", score.difference.has_value());
  view.own("cs_change", gain(difference.change()));
  view.optional_own("cs_range", gain_interval(difference.interval));
  view.optional_own("cs_labels", score.label_effect ? gain(*score.label_effect) : "");
  view.own("cs_said", wording.change(difference));
  set_arrow(view, "cs", score.before.value, score.after.value, axis);
  return view;
}

// Before and after, and what is said of it beyond chance.
void set_ratio(View& view, const std::string& prefix, const std::optional<Difference>& ratio,
               const Wording& wording) {
  view.own(prefix, ratio ? score(ratio->before) + " → " + score(ratio->after) : undefined);
  view.optional_own(prefix + "_said",
                    ratio && ratio->is_beyond_chance() ? wording.change(*ratio) : "");
}

View label_view(const model::LabelChange& label, const Axis& axis, const Wording& wording) {
  View view;
  view.outside("cl_name", label.label).flag("cl_stands_out", label.stands_out);
  view.own("cl_before", score(label.f1.before)).own("cl_after", score(label.f1.after));
  view.own("cl_change", gain(label.f1.change()));
  view.optional_own("cl_range", gain_interval(label.f1.interval));
  view.own("cl_said", wording.change(label.f1));
  set_ratio(view, "cl_precision", label.precision, wording);
  set_ratio(view, "cl_recall", label.recall, wording);
  set_arrow(view, "cl", label.f1.before, label.f1.after, axis);
  return view;
}

// One of each class, the commonest class first, before others in their order.
std::vector<const model::ErrorChange*> telling_errors(const model::ErrorChanges& errors) {
  std::vector<const model::ErrorChange*> telling;
  for (const auto& of : errors.by_class) {
    const auto found = std::ranges::find(errors.first, of.kind, &model::ErrorChange::kind);
    if (found != errors.first.end())
      telling.push_back(&*found);
  }
  for (const auto& error : errors.first)
    if (std::ranges::find(telling, &error) == telling.end())
      telling.push_back(&error);
  return telling;
}

std::vector<View> error_views(const model::ErrorChanges& errors, const Context& context) {
  std::vector<View> views;
  const auto telling = telling_errors(errors);
  const auto shown = std::min({telling.size(), first_errors, context.rows});
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& error = *telling[i];
    auto view = example_view(error.example, context.anchors, context.analysis);
    view.outside("x_id", error.id).own("x_kind", context.wording.error(error.kind).name);
    views.push_back(std::move(view));
  }
  return views;
}

std::vector<View> kind_views(const model::ErrorChanges& errors, const Wording& wording) {
  std::vector<View> views;
  for (const auto& of : errors.by_class) {
    View view;
    view.own("xk_count", count(of.count)).own("xk_name", wording.error(of.kind).name);
    views.push_back(std::move(view));
  }
  set_more(views, "xk");
  return views;
}

bool is_changed(const model::LabelChange& label) {
  return label.f1.verdict != Verdict::unchanged;
}

// A score of all documents, or of a label, that changed beyond chance.
struct Moved {
  std::string_view measure;
  const Difference* difference;
  std::string_view label{};
};

// Of a label, what fell most beyond chance, else what rose most; nothing where nothing did.
std::optional<Moved> most_moved(const model::LabelChange& label) {
  std::optional<Moved> most;
  const auto take = [&](std::string_view measure, const Difference& difference) {
    const auto rank = [](const Difference& d) {
      return std::pair{d.verdict == Verdict::worse, std::abs(d.change())};
    };
    if (difference.is_beyond_chance() && (!most || rank(difference) > rank(*most->difference)))
      most = Moved{measure, &difference, label.label};
  };
  take("f1", label.f1);
  if (label.precision)
    take("precision", *label.precision);
  if (label.recall)
    take("recall", *label.recall);
  return most;
}

// Scores but for the one that decides, which is said by itself, and labels; worse ones first.
std::vector<Moved> moved_in(const model::Comparison& c) {
  std::vector<Moved> all;
  for (const auto& score : c.scores | std::views::drop(1))
    if (score.difference && score.difference->is_beyond_chance())
      all.push_back({score.name, &*score.difference});
  for (const auto& label : c.labels)
    if (const auto moved = most_moved(label))
      all.push_back(*moved);
  std::ranges::stable_partition(
      all, [](const Moved& moved) { return moved.difference->verdict == Verdict::worse; });
  return all;
}

View moved_view(const Moved& moved, const Wording& wording) {
  View view;
  view.own("bc_measure", wording.measure(moved.measure));
  view.optional_outside("bc_label", moved.label);
  view.own("bc_change", gain(moved.difference->change()));
  view.own("bc_said", wording.change(*moved.difference));
  return view;
}

void set_labels(View& view, const model::Comparison& c, const Context& context) {
  std::vector<View> labels;
  std::size_t changed = 0;
  const auto axis = axis_of(c.labels, [](const model::LabelChange& label) {
    return is_changed(label) ? std::vector{label.f1.before, label.f1.after} : std::vector<double>{};
  });
  for (const auto& label : c.labels) {
    if (!is_changed(label))
      continue;
    if (changed++ < context.rows)
      labels.push_back(label_view(label, axis, context.wording));
  }
  const auto shown = labels.size();
  const auto outstanding = std::ranges::count(c.labels, true, &model::LabelChange::stands_out);
  set_axis(view, "change_labels", axis);
  view.table("change_labels", std::move(labels));
  view.number("change_tested", c.labels_tested);
  view.own("change_confidence", percent(c.labels_confidence));
  view.number("change_outstanding", static_cast<std::uint64_t>(outstanding));
  set_left_out(view, "change_labels", shown, changed);
}

void set_list(View& view, const std::string& name, const model::ErrorChanges& errors,
              const Context& context) {
  view.list(name + "_kinds", kind_views(errors, context.wording));
  auto shown = error_views(errors, context);
  set_left_out(view, name, shown.size(), errors.count);
  view.list(name, std::move(shown));
}

void set_errors(View& view, const model::Comparison& c, const Context& context) {
  set_error_counts(view, context);
  view.number("x_otherwise", c.persisting_otherwise);
  set_list(view, "x_new", c.new_errors, context);
  set_list(view, "x_fixed", c.fixed_errors, context);
}

void set_scores(View& view, const model::Comparison& c, const Context& context) {
  std::vector<View> scores;
  bool has_labels = false;
  const auto axis = axis_of(c.scores, [](const model::ScoreChange& score) {
    return std::vector{score.before.value, score.after.value};
  });
  for (const auto& score : c.scores) {
    scores.push_back(score_view(score, axis, context.wording));
    has_labels |= score.label_effect.has_value();
  }
  set_axis(view, "change_scores", axis);
  view.table("change_scores", std::move(scores)).flag("has_label_effect", has_labels);
  const auto turned = c.discordance.value_or(model::Discordance{});
  view.flag("has_turned", c.discordance.has_value());
  view.number("turned_right", turned.right_now);
  view.own("turned_wrong", count(turned.right_before));
}

void set_test_set(View& view, const model::Comparison& c) {
  view.flag("is_identical", c.verdict == Verdict::identical);
  view.flag("is_different", c.test_set == TestSetChange::different);
  view.number("change_before", c.documents_before);
  view.number("change_after", c.documents_after);
  view.number("change_rewritten", c.rewritten);
}

void set_gone(View& view, const model::Comparison& c) {
  constexpr std::size_t named = 5;
  const auto shown = std::min(c.gone_labels.size(), named);
  std::vector<View> rows;
  for (std::size_t i = 0; i < shown; ++i) {
    View row;
    row.outside("gl_name", c.gone_labels[i]);
    rows.push_back(std::move(row));
  }
  set_more(rows, "gl");
  view.number("gone_predictions", c.gone_predictions);
  view.list("gone_labels", std::move(rows));
  set_left_out(view, "gone_labels", shown, c.gone_labels.size());
}

}  // namespace

std::string change_said(const model::Comparison& comparison, const Wording& wording) {
  if (comparison.scores.empty())
    return wording.change({}, comparison.verdict, "");
  const auto& deciding = comparison.scores.front();
  return wording.change(deciding.difference.value_or(model::Difference{}), comparison.verdict,
                        deciding.name);
}

void set_change(View& view, const Context& context) {
  const auto& found = context.analysis.comparison;
  const auto comparison = found.value_or(model::Comparison{});
  view.flag("has_change", found.has_value());
  view.outside("change_baseline", comparison.baseline);
  view.own("change_said", change_said(comparison, context.wording));
  view.flag("is_overlap", comparison.test_set == TestSetChange::overlap);
  view.own("change_compared", count(comparison.compared));
  view.number("change_relabelled", comparison.relabelled);
}

void set_beyond(View& view, const Context& context) {
  const auto& comparison = context.analysis.comparison;
  const auto all = comparison ? moved_in(*comparison) : std::vector<Moved>{};
  const auto shown = std::min(all.size(), first_moved);
  std::vector<View> rows;
  for (std::size_t i = 0; i < shown; ++i)
    rows.push_back(moved_view(all[i], context.wording));
  set_more(rows, "beyond");
  view.list("beyond", std::move(rows));
  set_left_out(view, "beyond", shown, all.size());
}

void set_error_counts(View& view, const Context& context) {
  const auto& found = context.analysis.comparison;
  const auto c = found.value_or(model::Comparison{});
  view.flag("has_x_counts",
            found && c.test_set != TestSetChange::different && c.gone_predictions == 0);
  view.own("x_new_count", count(c.new_errors.count));
  view.own("x_fixed_count", count(c.fixed_errors.count));
  view.own("x_persisting", count(c.persisting));
}

View changes_view(const Context& context) {
  const auto comparison = context.analysis.comparison.value_or(model::Comparison{});
  View view;
  set_change(view, context);
  view.optional_outside("change_model", comparison.model);
  set_test_set(view, comparison);
  set_gone(view, comparison);
  set_scores(view, comparison, context);
  set_labels(view, comparison, context);
  set_errors(view, comparison, context);
  return view;
}

}  // namespace errata::render
