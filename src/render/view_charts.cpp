#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "render/chart_views.hpp"
#include "render/geometry.hpp"

namespace errata::render {

namespace {

using model::Calibration;
using model::ThresholdScores;
using model::ThresholdSweep;

constexpr int steps = 120;        // of a line
constexpr double label_gap = 16;  // units between two lines of words
constexpr double left = 40, top = 12, bottom = 200;
constexpr double sweep_right = 420;  // behind it stand the names of the lines
constexpr double calibration_right = 268;

struct Curve {
  const char* name;
  std::optional<double> ThresholdScores::*score;
};
// From the one that ends highest to the lowest, mostly: so equal ends get their names.
constexpr std::array<Curve, 3> curves{{{"sweep_precision", &ThresholdScores::precision},
                                       {"sweep_f1", &ThresholdScores::f1},
                                       {"sweep_recall", &ThresholdScores::recall}}};

const ThresholdScores& scores_at(const ThresholdSweep& sweep, double threshold) {
  const auto next =
      std::ranges::upper_bound(sweep.rows, threshold, {}, &ThresholdScores::threshold);
  return next == sweep.rows.begin() ? sweep.rows.front() : *(next - 1);
}

// Where the scores begin to differ, so that lines of scores near 1 are not crowded at the right.
Axis axis_of(const ThresholdSweep& sweep) {
  const auto first = sweep.rows.size() > 1 ? sweep.rows[1].threshold : 0;
  const auto range = tenths_around({first});
  return {.low = range.low, .high = 1, .begin = left, .end = sweep_right};
}

constexpr Axis share_axis{.low = 0, .high = 1, .begin = bottom, .end = top};

struct Line {
  std::string points;
  double last = bottom;  // height of its end
};

// Ends where the score no longer exists, because nothing is predicted.
Line line_of(const ThresholdSweep& sweep, const Curve& curve, const Axis& axis) {
  Line line;
  for (int i = 0; i <= steps; ++i) {
    const auto threshold = axis.low + (axis.high - axis.low) * i / steps;
    const auto& value = scores_at(sweep, threshold).*curve.score;
    if (!value)
      break;
    line.last = share_axis.place(*value);
    line.points +=
        (line.points.empty() ? "" : " ") + axis.at(threshold) + "," + coordinate(line.last);
  }
  return line;
}

void set_lines(View& view, const ThresholdSweep& sweep, const Axis& axis) {
  std::vector<std::string> points;
  std::vector<double> ends;
  for (const auto& curve : curves) {
    auto line = line_of(sweep, curve, axis);
    points.push_back(std::move(line.points));
    ends.push_back(line.last);
  }
  const auto heights = spread(ends, label_gap, {top, bottom});
  for (std::size_t i = 0; i < curves.size(); ++i) {
    const std::string name = curves[i].name;
    view.own(name + "_line", std::move(points[i])).own(name + "_y", coordinate(heights[i]));
  }
}

void set_best(View& view, const ThresholdSweep& sweep, const Axis& axis) {
  const auto& best = sweep.rows[sweep.best];
  view.own("sweep_best_x", axis.at(best.threshold));
  view.own("sweep_best_y", share_axis.at(best.f1.value_or(0)));
}

// The ends of the axis and its middle.
std::vector<View> tick_views(const Axis& axis) {
  std::vector<View> views;
  for (const auto value : {axis.low, (axis.low + axis.high) / 2, axis.high}) {
    View view;
    view.own("tick_at", axis.at(value)).own("tick_value", shortest(value));
    views.push_back(std::move(view));
  }
  return views;
}

double share_right(const Calibration::Bin& bin) {
  return bin.predicted == 0 ? 0
                            : static_cast<double>(bin.right) / static_cast<double>(bin.predicted);
}

Range range_of(const Calibration& calibration) {
  std::vector<double> values{1};
  for (const auto& bin : calibration.bins) {
    values.push_back(bin.confidence);
    values.push_back(share_right(bin));
  }
  return tenths_around(values);
}

}  // namespace

void set_sweep_chart(View& view, const ThresholdSweep& sweep) {
  view.flag("has_sweep_chart", sweep.rows.size() > 1);
  const auto axis = axis_of(sweep);
  set_lines(view, sweep, axis);
  set_best(view, sweep, axis);
  view.list("sweep_ticks", tick_views(axis));
}

void set_calibration_chart(View& view, const std::optional<Calibration>& calibration) {
  view.flag("has_cal_chart", calibration.has_value());
  const auto shown = calibration.value_or(Calibration{});
  const auto range = range_of(shown);
  const Axis across{range.low, range.high, left, calibration_right};
  const Axis up{range.low, range.high, bottom, top};
  std::vector<View> points;
  for (const auto& bin : shown.bins) {
    View point;
    point.own("cp_x", across.at(bin.confidence)).own("cp_y", up.at(share_right(bin)));
    point.own("cp_expected", up.at(bin.confidence));
    points.push_back(std::move(point));
  }
  view.list("cal_points", std::move(points)).list("cal_ticks", tick_views(across));
  view.list("cal_heights", tick_views(up));
}

}  // namespace errata::render
