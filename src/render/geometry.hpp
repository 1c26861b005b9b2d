// Coordinates of the charts: values on an axis as decimals of an <svg>, inside its box whatever the
// value.
#pragma once

#include <string>
#include <vector>

#include "model/measure.hpp"
#include "render/view.hpp"

namespace errata::render {

// A coordinate with at most one decimal: "12.5", "12".
std::string coordinate(double units);

// Values from `low` to `high` (which is greater) lie from `begin` to `end`; those outside lie at
// the nearer end.
struct Axis {
  double low = 0, high = 1;
  double begin = 0, end = 1;  // in units of the <svg>; the end may come first

  double place(double value) const;
  std::string at(double value) const { return coordinate(place(value)); }
};

struct Range {
  double low = 0, high = 1;
};

// The least range of whole tenths within 0 to 1 that holds all values, at least a tenth long; 0 to
// 1 for no values.
Range tenths_around(const std::vector<double>& values);

// Where labels go that wish to stand at `wished`: as near as they can be with `gap` between each
// two of them and within `low` to `high`, in the order of their wishes. There must be room for all.
std::vector<double> spread(const std::vector<double>& wished, double gap, Range within);

// The bars of scores in tables: 0 to 1 in 160 units with room for a mark at the ends.
inline constexpr double bar_begin = 6, bar_end = 154;
inline constexpr Axis score_axis{.low = 0, .high = 1, .begin = bar_begin, .end = bar_end};

// Sets "<prefix>_from", _to and the points of its head, _head: an arrow along the axis at
// height 10.
void set_arrow(View& view, const std::string& prefix, double before, double after,
               const Axis& axis);

// Sets "<prefix>_bar" (whether there is one), _bar_value, and "<prefix>_range", _range_low and
// _range_high of its interval.
void set_bar(View& view, const std::string& prefix, const model::Measure& measure);

}  // namespace errata::render
