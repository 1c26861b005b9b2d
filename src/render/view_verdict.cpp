#include <algorithm>

#include "core/text.hpp"
#include "render/format.hpp"
#include "render/render.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

// Without those that sum up findings, which are counted as such.
std::uint64_t checks_with(const model::Analysis& analysis, model::Outcome outcome) {
  const auto found = std::ranges::count_if(analysis.health, [&](const model::HealthCheck& check) {
    return check.outcome == outcome && !sums_up_findings(check);
  });
  return static_cast<std::uint64_t>(found);
}

const model::Measure& leading(const model::Analysis& analysis) {
  return analysis.test_set.precision_only ? analysis.micro.precision : analysis.micro.f1;
}

}  // namespace

View verdict_view(const Context& context) {
  const auto& a = context.analysis;
  const auto failed = checks_with(a, model::Outcome::fail);
  const auto doubtful = checks_with(a, model::Outcome::needs_review);
  View view;
  view.outside("name", a.test_set.name).optional_outside("model", a.test_set.model);
  view.optional_outside("ticket", context.ticket);
  view.own("task", context.wording.task());
  const auto& lead = leading(a);
  view.flag("nothing_labelled", a.documents > 0 && a.gold == 0 && !a.test_set.precision_only);
  view.flag("nothing_predicted", a.documents > 0 && a.predicted == 0);
  view.flag("precision_only", a.test_set.precision_only);
  view.own("lead_score", score(lead)).optional_own("lead_interval", interval(lead));
  view.flag("lacks_interval", lead.defined && !lead.interval);
  view.own("macro_f1", score_with_interval(a.macro.f1));
  view.own("precision", score_with_interval(a.micro.precision));
  view.own("recall", score_with_interval(a.micro.recall));
  view.optional_own("accuracy", a.accuracy ? score_with_interval(*a.accuracy) : "");
  view.number("documents", a.documents);
  view.number("gold_items", a.gold);
  view.number("predicted_items", a.predicted);
  view.number("wrong_documents", a.documents_with_errors);
  view.own("wrong_share",
           percent(static_cast<double>(a.documents_with_errors), static_cast<double>(a.documents)));
  view.number("findings_count", a.findings_total);
  view.number("health_failed", failed).number("health_doubtful", doubtful);
  set_gates(view, context);
  view.flag("text_masked", a.text_mode == model::TextMode::masked);
  view.flag("text_left_out", a.text_mode == model::TextMode::none);
  set_change(view, context);
  set_beyond(view, context);
  return view;
}

std::string verdict(const model::Analysis& analysis) {
  const auto& name = analysis.test_set.name;
  auto said = (name.empty() ? "" : printable(name) + ": ") +
              (analysis.test_set.precision_only ? "precision " : "micro F1 ") +
              score_with_interval(leading(analysis)) + ", " +
              count_of(analysis.findings_total, "finding");
  if (!analysis.comparison)
    return said;
  Templates templates{std::nullopt};
  const Wording wording{templates, analysis.test_set.task};
  return said + "; against " + printable(analysis.comparison->baseline, 60) + ": " +
         change_said(*analysis.comparison, wording);
}

}  // namespace errata::render
