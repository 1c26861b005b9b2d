#include <cmath>

#include "render/format.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

double errors_in(const model::Analysis& analysis) {
  double errors = 0;
  for (std::size_t i = 1; i < analysis.by_class.size(); ++i)
    errors += analysis.by_class[i].count;
  return errors;
}

View class_view(model::ErrorClass kind, const model::ErrorClassTotal& total, double errors,
                const Wording& wording) {
  const auto& words = wording.error(kind);
  View view;
  view.own("c_letter", words.letter).own("c_css", css_for(kind));
  view.own("c_name", words.name).own("c_meaning", words.meaning);
  view.own("c_count", weight(total.count)).own("c_share", percent(total.count, errors));
  view.own("c_gain_micro", gain(total.gain.micro_f1));
  view.own("c_gain_macro", gain(total.gain.macro_f1));
  const double share = errors > 0 ? total.count / errors : 0;
  view.own("c_bar", weight(std::round(share * 100)));
  return view;
}

std::string score_or_none(const std::optional<double>& value) {
  return value ? score(*value) : undefined;
}

View scheme_view(const char* name, const model::Scheme& scheme, const Wording& wording) {
  View view;
  view.own("s_name", name).own("s_meaning", wording.scheme(name));
  view.own("s_correct", count(scheme.correct)).own("s_incorrect", count(scheme.incorrect));
  view.own("s_partial", count(scheme.partial)).own("s_missed", count(scheme.missed));
  view.own("s_spurious", count(scheme.spurious));
  view.own("s_precision", score_or_none(scheme.precision));
  view.own("s_recall", score_or_none(scheme.recall)).own("s_f1", score_or_none(scheme.f1));
  return view;
}

std::vector<View> scheme_views(const std::optional<model::Schemes>& schemes,
                               const Wording& wording) {
  if (!schemes)
    return {};
  return list_of(scheme_view("strict", schemes->strict, wording),
                 scheme_view("exact", schemes->exact, wording),
                 scheme_view("partial", schemes->partial, wording),
                 scheme_view("type", schemes->type, wording));
}

}  // namespace

View loss_view(const Context& context) {
  const auto& a = context.analysis;
  const auto errors = errors_in(a);
  std::vector<View> classes;
  for (std::size_t i = 1; i < a.by_class.size(); ++i)
    if (a.by_class[i].count > 0)
      classes.push_back(
          class_view(static_cast<model::ErrorClass>(i), a.by_class[i], errors, context.wording));
  View view;
  view.own("correct", a.by_class.empty() ? "0" : weight(a.by_class[0].count));
  view.own("errors_said", weight(errors) + (errors == 1 ? " error" : " errors"));
  view.table("classes", std::move(classes));
  view.table("schemes", scheme_views(a.schemes, context.wording));
  return view;
}

}  // namespace errata::render
