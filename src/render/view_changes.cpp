#include <algorithm>
#include <utility>

#include "render/format.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

using model::TestSetChange;
using model::Verdict;

constexpr std::size_t first_errors = 3;

View score_view(const model::ScoreChange& score, const Wording& wording) {
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
  return view;
}

View label_view(const model::LabelChange& label, const Wording& wording) {
  View view;
  view.outside("cl_name", label.label).flag("cl_stands_out", label.stands_out);
  view.own("cl_before", score(label.f1.before)).own("cl_after", score(label.f1.after));
  view.own("cl_change", gain(label.f1.change()));
  view.optional_own("cl_range", gain_interval(label.f1.interval));
  view.own("cl_said", wording.change(label.f1));
  return view;
}

std::vector<View> error_views(const model::ErrorChanges& errors, const Context& context) {
  std::vector<View> views;
  const auto shown = std::min({errors.first.size(), first_errors, context.rows});
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& error = errors.first[i];
    auto view = example_view(error.example, context.anchors);
    view.outside("x_id", error.id).own("x_kind", context.wording.error(error.kind).name);
    views.push_back(std::move(view));
  }
  return views;
}

bool is_changed(const model::LabelChange& label) {
  return label.f1.verdict != Verdict::unchanged;
}

void set_labels(View& view, const model::Comparison& c, const Context& context) {
  std::vector<View> labels;
  std::size_t changed = 0;
  for (const auto& label : c.labels) {
    if (!is_changed(label))
      continue;
    if (changed++ < context.rows)
      labels.push_back(label_view(label, context.wording));
  }
  const auto shown = labels.size();
  const auto outstanding = std::ranges::count(c.labels, true, &model::LabelChange::stands_out);
  view.table("change_labels", std::move(labels));
  view.optional_own("change_tested",
                    c.labels_tested > 0 ? counted(c.labels_tested, "label", "labels") : "");
  view.optional_own("change_outstanding",
                    outstanding > 0 ? count(static_cast<std::uint64_t>(outstanding)) : "");
  set_left_out(view, "change_labels", shown, changed);
}

void set_list(View& view, const std::string& name, const model::ErrorChanges& errors,
              const Context& context) {
  auto shown = error_views(errors, context);
  set_left_out(view, name, shown.size(), errors.count);
  view.list(name, std::move(shown));
}

void set_errors(View& view, const model::Comparison& c, const Context& context) {
  view.own("x_new_count", count(c.new_errors.count));
  view.own("x_fixed_count", count(c.fixed_errors.count));
  view.own("x_persisting", count(c.persisting));
  view.optional_own("x_otherwise", c.persisting_otherwise > 0 ? count(c.persisting_otherwise) : "");
  set_list(view, "x_new", c.new_errors, context);
  set_list(view, "x_fixed", c.fixed_errors, context);
}

void set_scores(View& view, const model::Comparison& c, const Context& context) {
  std::vector<View> scores;
  bool has_labels = false;
  for (const auto& score : c.scores) {
    scores.push_back(score_view(score, context.wording));
    has_labels |= score.label_effect.has_value();
  }
  view.table("change_scores", std::move(scores)).flag("has_label_effect", has_labels);
  const auto turned = c.discordance.value_or(model::Discordance{});
  view.flag("has_turned", c.discordance.has_value());
  view.own("turned_right", counted(turned.right_now, "document", "documents"));
  view.own("turned_wrong", count(turned.right_before));
}

void set_test_set(View& view, const model::Comparison& c) {
  view.flag("is_identical", c.verdict == Verdict::identical);
  view.flag("is_overlap", c.test_set == TestSetChange::overlap);
  view.flag("is_different", c.test_set == TestSetChange::different);
  view.own("change_compared", count(c.compared));
  view.own("change_before", counted(c.documents_before, "document", "documents"));
  view.own("change_after", counted(c.documents_after, "document", "documents"));
  view.optional_own("change_relabelled",
                    c.relabelled > 0 ? counted(c.relabelled, "document", "documents") : "");
  view.optional_own("change_rewritten",
                    c.rewritten > 0 ? counted(c.rewritten, "document", "documents") : "");
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
}

View changes_view(const Context& context) {
  const auto comparison = context.analysis.comparison.value_or(model::Comparison{});
  View view;
  set_change(view, context);
  view.optional_outside("change_model", comparison.model);
  set_test_set(view, comparison);
  set_scores(view, comparison, context);
  set_labels(view, comparison, context);
  set_errors(view, comparison, context);
  return view;
}

}  // namespace errata::render
