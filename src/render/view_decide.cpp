#include <algorithm>
#include <array>

#include "render/format.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

// In the order of the work: labels that are right are what the rest is judged by. As
// words/decisions.mustache names it.
constexpr std::array<std::string_view, 6> order{"relabel", "read",    "configure",
                                                "schema",  "collect", "other"};

struct Kind {
  std::string_view rule, name;
};
constexpr auto table = std::to_array<Kind>({
    {"separate-or-merge", "schema"},
    {"break-down", "schema"},
    {"one-way-confusion", "collect"},
    {"over-predicted", "read"},
    {"fallback-threshold", "configure"},
    {"add-examples", "collect"},
    {"label-more", "collect"},
});

bool has(const model::Finding& finding, std::string_view fact) {
  return model::number_of(finding.facts, fact) > 0;
}

// What a finding asks for, by its own advice.
std::string_view kind_of(const model::Finding& finding) {
  if (finding.rule == "review-labels")
    return has(finding, "strong") || has(finding, "moderate") ? "relabel" : "read";
  if (finding.rule == "fix-boundaries")
    return has(finding, "relabel") ? "relabel" : has(finding, "habit_one_way") ? "collect" : "read";
  if (has(finding, "alike"))
    return "configure";
  const auto* const found = std::ranges::find(table, finding.rule, &Kind::rule);
  return found == table.end() ? order.back() : found->name;
}

View decision_view(const model::Finding& finding, std::string_view kind, const std::string& anchor,
                   const Context& context) {
  View view;
  context.wording.set_term(view, "dc_kind", "decisions", kind);
  view.ready("dc_title", context.guide.words(finding.rule, finding.facts).title);
  view.outside("dc_id", finding.id).own("dc_anchor", anchor);
  view.number("dc_effort", finding.effort);
  return view;
}

}  // namespace

View decide_view(const Context& context) {
  const auto& findings = context.analysis.findings;
  const auto anchors = finding_anchors(findings);
  const auto number = std::min(findings.size(), first_findings);
  std::vector<View> decisions;
  for (const auto kind : order)
    for (std::size_t i = 0; i < number; ++i)
      if (kind_of(findings[i]) == kind && decisions.size() < context.rows)
        decisions.push_back(decision_view(findings[i], kind, anchors[i], context));
  View view;
  const auto shown = decisions.size();
  view.list("decisions", std::move(decisions));
  set_left_out(view, "decisions", shown, number);
  return view;
}

}  // namespace errata::render
