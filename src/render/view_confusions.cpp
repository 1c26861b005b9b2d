#include <algorithm>

#include "render/format.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

constexpr std::size_t first_cues = 5;

std::vector<View> cue_views(const std::vector<model::Cue>& cues) {
  std::vector<View> views;
  for (std::size_t i = 0; i < std::min(cues.size(), first_cues); ++i) {
    View view;
    view.outside("cue_word", cues[i].word);
    view.number("cue_documents", cues[i].documents);
    views.push_back(std::move(view));
  }
  set_more(views, "cue");
  return views;
}

View confusion_view(const model::Confusion& confusion, const Context& context) {
  View view;
  view.outside("k_gold", confusion.gold).outside("k_predicted", confusion.predicted);
  view.own("k_count", weight(confusion.count)).own("k_documents", count(confusion.documents));
  view.own("k_rate", percent_with_interval(confusion.rate));
  view.flag("k_both", confusion.both_ways).flag("k_constant", confusion.constant);
  view.own("k_gain_micro", gain(confusion.gain.micro_f1));
  view.own("k_gain_macro", gain(confusion.gain.macro_f1));
  view.own("k_merged_micro", score(confusion.merged.micro_f1));
  view.own("k_merged_macro", score(confusion.merged.macro_f1));
  view.list("k_cues", cue_views(confusion.cues));
  view.list("k_examples", example_views(confusion.examples, context));
  return view;
}

// Groups are few; what does not fit stands in analysis.json.
constexpr std::size_t shown_groups = 10;

View group_view(const model::LabelGroup& group) {
  std::vector<View> labels;
  for (const auto& label : group.labels) {
    View view;
    view.outside("gl_name", label);
    labels.push_back(std::move(view));
  }
  set_more(labels, "gl");
  View view;
  view.list("g_labels", std::move(labels)).own("g_count", weight(group.count));
  view.own("g_merged_micro", score(group.merged.micro_f1));
  view.own("g_merged_macro", score(group.merged.macro_f1));
  return view;
}

void set_groups(View& view, const Context& context) {
  const auto& all = context.analysis.groups;
  const auto shown = std::min({all.size(), shown_groups, context.rows});
  std::vector<View> groups;
  for (std::size_t i = 0; i < shown; ++i)
    groups.push_back(group_view(all[i]));
  view.list("groups", std::move(groups));
  set_left_out(view, "groups", shown, all.size());
}

// What "constantly" is said of. An analysis of another errata may not have it.
const model::Threshold* threshold_of(const model::Analysis& analysis, std::string_view name) {
  const auto found = std::ranges::find(analysis.thresholds, name, &model::Threshold::name);
  return found == analysis.thresholds.end() ? nullptr : &*found;
}

void set_claim(View& view, const model::Analysis& analysis) {
  for (const auto* name : {"least_items", "least_documents"}) {
    const auto* const threshold = threshold_of(analysis, name);
    view.own(name, threshold != nullptr ? weight(threshold->value) : undefined);
  }
  const auto* const rate = threshold_of(analysis, "constant_rate");
  view.own("constant_rate", rate != nullptr ? percent(rate->value) : undefined);
}

}  // namespace

View confusions_view(const Context& context) {
  const auto& a = context.analysis;
  const auto shown = std::min(a.confusions.size(), context.rows);
  std::vector<View> confusions;
  for (std::size_t i = 0; i < shown; ++i)
    confusions.push_back(confusion_view(a.confusions[i], context));
  View view;
  const auto pairs = std::max<std::uint64_t>(a.confusion_pairs, a.confusions.size());
  view.number("constant_count", a.constant_pairs);
  view.number("pairs_count", pairs);
  view.own("micro_f1", score(a.micro.f1));
  set_claim(view, a);
  view.table("confusions", std::move(confusions));
  set_left_out(view, "confusions", shown, pairs);
  set_groups(view, context);
  return view;
}

}  // namespace errata::render
