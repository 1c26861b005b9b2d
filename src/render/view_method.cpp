#include <algorithm>

#include "core/text.hpp"
#include "render/format.hpp"
#include "render/render.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

std::vector<View> fact_views(const Context& context) {
  std::vector<View> views;
  for (const auto& [key, text] : context.analysis.test_set.source.facts) {
    if (views.size() >= context.rows)
      break;
    View view;
    context.wording.set_term(view, "sf_name", "facts", key);
    view.said("sf_value", text);
    views.push_back(std::move(view));
  }
  return views;
}

// In words of the templates where they have some, else as the analysis gives it.
std::vector<View> definition_views(const Context& context) {
  std::vector<View> views;
  for (const auto& [key, text] : context.analysis.method) {
    if (views.size() >= context.rows)
      break;
    View view;
    context.wording.set_term(view, "def_name", "method-names", key);
    if (auto words = context.guide.definition(key, context.analysis.thresholds))
      view.own("def_value", std::move(*words));
    else
      view.said("def_value", text);
    views.push_back(std::move(view));
  }
  return views;
}

View input_view(const model::Input& input) {
  View view;
  view.outside("in_name", input.name).number("in_bytes", input.bytes);
  view.outside("in_sha256", input.sha256);
  return view;
}

std::vector<View> remark_views(const std::vector<std::string>& remarks, std::size_t limit) {
  std::vector<View> views;
  for (std::size_t i = 0; i < std::min(remarks.size(), limit); ++i) {
    View view;
    view.said("remark_text", remarks[i]);
    views.push_back(std::move(view));
  }
  return views;
}

View threshold_view(const model::Threshold& threshold, const Wording& wording) {
  View view;
  view.said("rt_name", threshold.name).own("rt_value", decimal(threshold.value));
  view.own("rt_unit", wording.unit(threshold.unit)).own("rt_usual", decimal(threshold.usual));
  view.flag("rt_overridden", threshold.overridden);
  view.own("rt_origin", wording.origin(threshold.origin));
  std::string rules;
  for (const auto& rule : threshold.rules)
    rules += (rules.empty() ? "" : ", ") + rule;
  view.said("rt_rules", rules);
  return view;
}

// All in one list, and those with another value than the usual one again in another.
void set_thresholds(View& view, const Context& context) {
  std::vector<View> all;
  std::vector<View> overridden;
  for (const auto& threshold : context.analysis.thresholds) {
    all.push_back(threshold_view(threshold, context.wording));
    if (threshold.overridden)
      overridden.push_back(threshold_view(threshold, context.wording));
  }
  view.own("rule_thresholds_count", count(all.size()));
  view.number("overridden_count", overridden.size());
  const auto shown = std::min(all.size(), context.rows);
  all.resize(shown);
  overridden.resize(std::min(overridden.size(), context.rows));
  view.table("rule_thresholds", std::move(all)).table("overridden", std::move(overridden));
  set_left_out(view, "rule_thresholds", shown, context.analysis.thresholds.size());
}

void set_other_files(View& view, const model::Analysis& a) {
  const auto lists = a.lists ? *a.lists : lists_of_held(a);
  view.own("listed_errors", count(lists.errors_listed)).number("all_errors", lists.errors);
  view.number("worklist_count", lists.worklist_documents);
  view.number("worklist_left", lists.worklist_left);
}

}  // namespace

View method_view(const Context& context) {
  const auto& a = context.analysis;
  const auto& source = a.test_set.source;
  const auto shown = std::min(source.inputs.size(), context.rows);
  std::vector<View> inputs;
  for (std::size_t i = 0; i < shown; ++i)
    inputs.push_back(input_view(source.inputs[i]));
  View view;
  view.flag("is_entities", a.test_set.task == model::Task::entities);
  view.flag("is_single", a.test_set.task == model::Task::single_label);
  view.flag("all_predicted", a.predicted == a.documents && a.gold == a.documents);
  view.flag("is_multi", a.test_set.task == model::Task::multi_label);
  view.optional_outside("source_kind", source.kind);
  view.optional_outside("source_project", source.project);
  view.list("source_facts", fact_views(context));
  view.table("inputs", std::move(inputs));
  set_left_out(view, "inputs", shown, source.inputs.size());
  view.list("remarks", remark_views(a.test_set.remarks, context.rows));
  view.list("definitions", definition_views(context));
  set_thresholds(view, context);
  view.optional_outside("fingerprint", a.fingerprint);
  view.optional_outside("base_fingerprint", a.comparison ? a.comparison->fingerprint : "");
  set_other_files(view, a);
  view.own("with_text", count(a.documents_with_text)).own("all_documents", count(a.documents));
  return view;
}

}  // namespace errata::render
