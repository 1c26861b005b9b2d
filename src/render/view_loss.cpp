#include "render/format.hpp"
#include "render/geometry.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

double errors_in(const model::Analysis& analysis) {
  double errors = 0;
  for (std::size_t i = 1; i < analysis.by_class.size(); ++i)
    errors += analysis.by_class[i].count;
  return errors;
}

constexpr double least_lettered = 0.03;  // of the bar: room for a letter below a part
constexpr double least_said = 0.18;      // for its share as well

// A part of the bar, in percent of its length.
void set_part(View& view, double before, double size, double errors) {
  const auto share = [errors](double count) { return errors > 0 ? count / errors : 0; };
  view.own("c_at", coordinate(share(before) * 100));
  view.own("c_length", coordinate(share(size) * 100));
  view.own("c_middle", coordinate(share(before + size / 2) * 100));
  view.flag("c_lettered", share(size) >= least_lettered).flag("c_said", share(size) >= least_said);
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
  double before = 0;
  for (std::size_t i = 1; i < a.by_class.size(); ++i) {
    const auto& total = a.by_class[i];
    if (total.count <= 0)
      continue;
    classes.push_back(
        class_view(static_cast<model::ErrorClass>(i), total, errors, context.wording));
    set_part(classes.back(), before, total.count, errors);
    before += total.count;
  }
  set_more(classes, "c");
  auto schemes = scheme_views(a.schemes, context.wording);
  View view;
  view.listed("classes", {classes.size(), classes.size()});
  view.listed("schemes", {schemes.size() <= context.rows ? schemes.size() : 0, schemes.size()});
  // They are there to be compared, so all or none.
  if (schemes.size() > context.rows)
    schemes.clear();
  view.own("correct", a.by_class.empty() ? "0" : weight(a.by_class[0].count));
  // Label by label, an error of a missing label beside an extra one is two.
  const auto right = a.by_class.empty() ? 0 : a.by_class[0].count;
  const auto missing = static_cast<double>(a.gold) - right;
  const auto extra = static_cast<double>(a.predicted) - right;
  view.flag("by_label", a.test_set.task == model::Task::multi_label && missing + extra > errors);
  view.own("label_missing", weight(missing)).flag("one_label_missing", missing == 1);
  view.own("label_extra", weight(extra)).own("label_errors", weight(missing + extra));
  view.own("errors_count", weight(errors)).flag("one_errors_count", errors == 1);
  view.table("classes", std::move(classes));
  view.table("schemes", std::move(schemes));
  return view;
}

}  // namespace errata::render
