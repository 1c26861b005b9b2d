#include <algorithm>
#include <array>
#include <string_view>

#include "core/text.hpp"
#include "render/format.hpp"
#include "render/render.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

// These sum up findings, which are counted beside them.
constexpr std::array<std::string_view, 4> of_findings{"labels-confused", "labels-cut-or-missed",
                                                      "complex-entities", "unlabelled-predictions"};

std::uint64_t checks_with(const model::Analysis& analysis, model::Outcome outcome) {
  const auto found = std::ranges::count_if(analysis.health, [outcome](const auto& check) {
    return check.outcome == outcome &&
           std::ranges::find(of_findings, check.rule) == of_findings.end();
  });
  return static_cast<std::uint64_t>(found);
}

}  // namespace

std::string headline(const model::Analysis& analysis) {
  return "micro F1 " + score_with_interval(analysis.micro.f1);
}

std::string hold_said(std::uint64_t wrong) {
  return wrong == 1 ? "holds" : "hold";
}

View verdict_view(const Context& context) {
  const auto& a = context.analysis;
  const auto failed = checks_with(a, model::Outcome::fail);
  const auto doubtful = checks_with(a, model::Outcome::needs_review);
  View view;
  view.outside("name", a.test_set.name).optional_outside("model", a.test_set.model);
  view.optional_outside("ticket", context.ticket);
  view.own("task", context.wording.task());
  view.own("micro_f1", score(a.micro.f1)).optional_own("micro_f1_interval", interval(a.micro.f1));
  view.flag("lacks_interval", a.micro.f1.defined && !a.micro.f1.interval);
  view.own("macro_f1", score_with_interval(a.macro.f1));
  view.own("precision", score_with_interval(a.micro.precision));
  view.own("recall", score_with_interval(a.micro.recall));
  view.optional_own("accuracy", a.accuracy ? score_with_interval(*a.accuracy) : "");
  view.own("documents", counted(a.documents, "document", "documents"));
  view.own("gold_items", counted(a.gold, "item", "items"));
  view.own("predicted_items", counted(a.predicted, "item", "items"));
  view.own("wrong_documents", count(a.documents_with_errors));
  view.own("hold_said", hold_said(a.documents_with_errors));
  view.own("wrong_share",
           percent(static_cast<double>(a.documents_with_errors), static_cast<double>(a.documents)));
  view.own("findings_said", counted(a.findings_total, "finding", "findings"));
  view.optional_own("health_failed",
                    failed > 0 ? counted(failed, "data check fails", "data checks fail") : "");
  view.optional_own("health_doubtful",
                    doubtful > 0 ? counted(doubtful, "data check needs", "data checks need") : "");
  set_change(view, context);
  return view;
}

std::string verdict(const model::Analysis& analysis) {
  const auto& name = analysis.test_set.name;
  auto said = (name.empty() ? "" : printable(name) + ": ") + headline(analysis) + ", " +
              counted(analysis.findings_total, "finding", "findings");
  if (!analysis.comparison)
    return said;
  Templates templates{std::nullopt};
  const Wording wording{templates, analysis.test_set.task};
  return said + "; against " + printable(analysis.comparison->baseline, 60) + ": " +
         change_said(*analysis.comparison, wording);
}

}  // namespace errata::render
