#include <algorithm>

#include "core/text.hpp"
#include "render/format.hpp"
#include "render/geometry.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

View label_view(const model::LabelScores& label, std::size_t number) {
  View view;
  view.own("l_number", std::to_string(number)).outside("l_name", label.label);
  view.own("l_gold", count(label.gold)).own("l_predicted", count(label.predicted));
  view.own("l_precision", score(label.scores.precision));
  view.own("l_recall", score(label.scores.recall));
  view.own("l_f1", score(label.scores.f1));
  view.optional_own("l_interval", interval(label.scores.f1));
  view.own("l_missed", count(label.false_negatives)).own("l_extra", count(label.false_positives));
  set_bar(view, "l", label.scores.f1);
  return view;
}

View average_view(const char* name, const model::Scores& scores, const Wording& wording) {
  View view;
  wording.set_term(view, "a_name", "averages", name);
  view.own("a_precision", score(scores.precision));
  view.own("a_recall", score(scores.recall)).own("a_f1", score(scores.f1));
  view.optional_own("a_interval", interval(scores.f1));
  set_bar(view, "a", scores.f1);
  return view;
}

std::vector<View> other_views(const std::map<std::string, double>& others, const Wording& wording) {
  std::vector<View> views;
  for (const auto& [name, value] : others) {
    View view;
    wording.set_term(view, "o_name", "measures", name);
    view.own("o_value", value < 0 ? fixed(value, 3) : score(value));
    view.flag("o_more", views.size() + 1 < others.size());
    views.push_back(std::move(view));
  }
  return views;
}

std::uint64_t labels_with(const model::Analysis& analysis,
                          std::uint64_t model::LabelScores::*number) {
  return static_cast<std::uint64_t>(std::ranges::count_if(
      analysis.labels, [number](const model::LabelScores& label) { return label.*number > 0; }));
}

}  // namespace

View labels_view(const Context& context) {
  const auto& a = context.analysis;
  const auto shown = std::min(a.labels.size(), context.rows);
  std::vector<View> labels;
  for (std::size_t i = 0; i < shown; ++i)
    labels.push_back(label_view(a.labels[i], i + 1));
  View view;
  view.number("labels_count", a.labels.size());
  view.own("labels_in_gold", count(labels_with(a, &model::LabelScores::gold)));
  view.own("labels_in_predicted", count(labels_with(a, &model::LabelScores::predicted)));
  view.own("micro_at", score_axis.at(a.micro.f1.value));
  view.table("labels", std::move(labels));
  view.table("averages", list_of(average_view("micro", a.micro, context.wording),
                                 average_view("macro", a.macro, context.wording),
                                 average_view("weighted", a.weighted, context.wording)));
  view.list("others", other_views(a.others, context.wording));
  set_left_out(view, "labels", shown, a.labels.size());
  return view;
}

}  // namespace errata::render
