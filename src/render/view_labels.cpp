#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "render/format.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

constexpr double bar_length = 100;

std::string on_bar(double value) {
  return fixed(std::clamp(value, 0.0, 1.0) * bar_length, 1);
}

void set_bar(View& view, const model::Measure& measure) {
  const auto low = measure.interval ? measure.interval->low : measure.value;
  const auto high = measure.interval ? measure.interval->high : measure.value;
  view.flag("l_bar", measure.defined).own("l_bar_value", on_bar(measure.value));
  view.own("l_bar_low", on_bar(low)).own("l_bar_high", on_bar(high));
}

View label_view(const model::LabelScores& label, std::size_t number) {
  View view;
  view.own("l_number", std::to_string(number)).outside("l_name", label.label);
  view.own("l_gold", count(label.gold)).own("l_predicted", count(label.predicted));
  view.own("l_precision", score(label.scores.precision));
  view.own("l_recall", score(label.scores.recall));
  view.own("l_f1", score(label.scores.f1));
  view.optional_own("l_interval", interval(label.scores.f1));
  view.own("l_missed", count(label.false_negatives)).own("l_extra", count(label.false_positives));
  set_bar(view, label.scores.f1);
  return view;
}

View average_view(const char* name, const model::Scores& scores) {
  View view;
  view.own("a_name", name).own("a_precision", score(scores.precision));
  view.own("a_recall", score(scores.recall)).own("a_f1", score(scores.f1));
  view.optional_own("a_interval", interval(scores.f1));
  return view;
}

std::vector<View> other_views(const std::map<std::string, double>& others) {
  std::vector<View> views;
  for (const auto& [name, value] : others) {
    auto words = name;
    std::ranges::replace(words, '_', ' ');
    View view;
    view.said("o_name", words).own("o_value", value < 0 ? fixed(value, 3) : score(value));
    view.flag("o_more", views.size() + 1 < others.size());
    views.push_back(std::move(view));
  }
  return views;
}

}  // namespace

View labels_view(const Context& context) {
  const auto& a = context.analysis;
  const auto shown = std::min(a.labels.size(), context.rows);
  std::vector<View> labels;
  for (std::size_t i = 0; i < shown; ++i)
    labels.push_back(label_view(a.labels[i], i + 1));
  View view;
  view.own("labels_count", counted(a.labels.size(), "label", "labels"));
  view.table("labels", std::move(labels));
  view.table("averages", list_of(average_view("micro", a.micro), average_view("macro", a.macro),
                                 average_view("weighted", a.weighted)));
  view.list("others", other_views(a.others));
  set_left_out(view, "labels", shown, a.labels.size());
  return view;
}

}  // namespace errata::render
