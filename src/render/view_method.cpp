#include <algorithm>

#include "core/text.hpp"
#include "render/format.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

template <typename Map>
std::vector<View> pair_views(const Map& map, const char* name, const char* value,
                             std::size_t limit) {
  std::vector<View> views;
  for (const auto& [key, text] : map) {
    if (views.size() >= limit)
      break;
    View view;
    view.said(name, key).said(value, text);
    views.push_back(std::move(view));
  }
  return views;
}

View input_view(const model::Input& input) {
  View view;
  view.outside("in_name", input.name).own("in_bytes", counted(input.bytes, "byte", "bytes"));
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
  view.own("overridden_count", count(overridden.size()));
  view.flag("one_overridden_count", overridden.size() == 1);
  const auto shown = std::min(all.size(), context.rows);
  all.resize(shown);
  overridden.resize(std::min(overridden.size(), context.rows));
  view.table("rule_thresholds", std::move(all)).table("overridden", std::move(overridden));
  set_left_out(view, "rule_thresholds", shown, context.analysis.thresholds.size());
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
  view.list("source_facts", pair_views(source.facts, "sf_name", "sf_value", context.rows));
  view.table("inputs", std::move(inputs));
  set_left_out(view, "inputs", shown, source.inputs.size());
  view.list("remarks", remark_views(a.test_set.remarks, context.rows));
  view.list("definitions", pair_views(a.method, "def_name", "def_value", context.rows));
  set_thresholds(view, context);
  view.optional_outside("fingerprint", a.fingerprint);
  view.own("with_text", count(a.documents_with_text)).own("all_documents", count(a.documents));
  return view;
}

}  // namespace errata::render
