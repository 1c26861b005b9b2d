#include <algorithm>
#include <array>

#include "core/text.hpp"
#include "render/chart_views.hpp"
#include "render/format.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

// Of the rows of the sweep, these and the best one are shown.
constexpr std::array<double, 12> round_thresholds{0,   0.1, 0.2, 0.3, 0.4,  0.5,
                                                  0.6, 0.7, 0.8, 0.9, 0.95, 0.99};

struct Shown {
  double threshold = 0;
  std::size_t row = 0;
};

// A row counts up to the threshold of the next. What two thresholds have in common is shown once.
std::vector<Shown> choose_rows(const model::ThresholdSweep& sweep, double least) {
  std::vector<Shown> chosen{{std::max(least, sweep.rows[sweep.best].threshold), sweep.best}};
  for (const auto round : round_thresholds) {
    const auto threshold = std::max(least, round);
    const auto next =
        std::ranges::upper_bound(sweep.rows, threshold, {}, &model::ThresholdScores::threshold);
    const auto row = static_cast<std::size_t>(next - sweep.rows.begin()) - 1;
    if (std::ranges::find(chosen, row, &Shown::row) == chosen.end())
      chosen.push_back({threshold, row});
  }
  std::ranges::sort(chosen, {}, &Shown::threshold);
  return chosen;
}

// From which score up the reading took predictions (--threshold), as the source's facts say it and
// the rows do not contradict; 0 where it took all.
double applied_threshold(const Context& context, const model::ThresholdSweep& sweep) {
  const auto& facts = context.analysis.test_set.source.facts;
  const auto said = facts.find("threshold");
  const auto least = said == facts.end() ? std::nullopt : parse_number(said->second);
  const bool is_applied = least && *least > 0 && *least <= 1 &&
                          (sweep.rows.size() == 1 || sweep.rows[1].threshold > *least);
  return is_applied ? *least : 0;
}

std::string score_or_none(const std::optional<double>& value) {
  return value ? score(*value) : undefined;
}

View row_view(const Shown& shown, const model::ThresholdSweep& sweep) {
  const auto& scores = sweep.rows[shown.row];
  View view;
  view.own("t_threshold", shortest(shown.threshold)).own("t_predicted", count(scores.predicted));
  view.own("t_right", count(scores.true_positives));
  view.own("t_precision", score_or_none(scores.precision));
  view.own("t_recall", score_or_none(scores.recall)).own("t_f1", score_or_none(scores.f1));
  view.flag("t_best", shown.row == sweep.best);
  return view;
}

View bin_view(const model::Calibration::Bin& bin) {
  View view;
  view.own("cb_lowest", score(bin.lowest)).own("cb_highest", score(bin.highest));
  view.own("cb_predicted", count(bin.predicted)).own("cb_confidence", score(bin.confidence));
  view.own("cb_right", percent(static_cast<double>(bin.right), static_cast<double>(bin.predicted)));
  return view;
}

void set_calibration(View& view, const std::optional<model::Calibration>& found) {
  const auto c = found.value_or(model::Calibration{});
  std::vector<View> bins;
  for (const auto& bin : c.bins)
    bins.push_back(bin_view(bin));
  view.flag("calibrated", found.has_value()).number("cal_bins_count", c.bins.size());
  view.own("cal_mass", score(c.equal_mass)).own("cal_width", score(c.equal_width));
  view.own("cal_confidence", score(c.confidence))
      .own("cal_right", percent(static_cast<double>(c.right), static_cast<double>(c.predicted)));
  view.own("cal_predicted", count(c.predicted));
  view.table("cal_bins", std::move(bins));
  std::vector<View> fallbacks;
  for (const auto& label : c.fallback_labels) {
    View row;
    row.outside("cf_name", label);
    fallbacks.push_back(std::move(row));
  }
  set_more(fallbacks, "cf");
  view.number("cal_fallback", c.fallback).list("cal_fallbacks", std::move(fallbacks));
}

}  // namespace

View thresholds_view(const Context& context) {
  const auto& found = context.analysis.sweep;
  auto sweep = found.value_or(model::ThresholdSweep{});
  if (!found)
    sweep.rows.emplace_back();
  const auto least = applied_threshold(context, sweep);
  auto chosen = choose_rows(sweep, least);
  const auto all = found ? chosen.size() : 0;
  chosen.resize(std::min(all, context.rows));
  std::vector<View> rows;
  for (const auto& shown : chosen)
    rows.push_back(row_view(shown, sweep));
  View view;
  set_calibration(view, context.analysis.calibration);
  view.listed("sweep", {rows.size(), all});
  set_calibration_chart(view, context.analysis.calibration);
  set_sweep_chart(view, sweep);
  view.table("sweep", std::move(rows)).own("sweep_gold", count(sweep.gold));
  const auto& best = sweep.rows[sweep.best];
  view.optional_own("sweep_least", least > 0 ? shortest(least) : "");
  view.own("sweep_best", shortest(std::max(least, best.threshold)))
      .own("sweep_best_f1", score_or_none(best.f1));
  view.flag("sweep_better", sweep.best > 0);
  view.own("sweep_all_f1", score_or_none(sweep.rows[0].f1));
  view.optional_own("sweep_unscored", sweep.unscored > 0 ? count(sweep.unscored) : "");
  return view;
}

}  // namespace errata::render
