#include "render/geometry.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/text.hpp"

namespace errata::render {

namespace {

constexpr double head = 7;  // of an arrow, in units

}  // namespace

std::string coordinate(double units) {
  auto text = fixed(units, 1);
  if (text.ends_with(".0"))
    text.resize(text.size() - 2);
  return text == "-0" ? "0" : text;
}

double Axis::place(double value) const {
  const auto share = (std::clamp(value, low, high) - low) / (high - low);
  return begin + share * (end - begin);
}

Range tenths_around(const std::vector<double>& values) {
  if (values.empty())
    return {};
  const auto [least, most] = std::ranges::minmax(values);
  // What rounding left of a whole tenth must not make the range longer.
  const auto low = std::clamp(std::floor(least * 10 + 1e-9), 0.0, 9.0);
  const auto high = std::clamp(std::ceil(most * 10 - 1e-9), low + 1, 10.0);
  return {low / 10, high / 10};
}

std::vector<double> spread(const std::vector<double>& wished, double gap, Range within) {
  std::vector<std::size_t> order(wished.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](auto i) { return wished[i]; });
  auto places = wished;
  auto free = within.low;
  for (const auto i : order) {
    places[i] = std::max(places[i], free);
    free = places[i] + gap;
  }
  auto last = within.high;
  for (auto i = order.rbegin(); i != order.rend(); ++i) {
    places[*i] = std::min(places[*i], last);
    last = places[*i] - gap;
  }
  return places;
}

void set_arrow(View& view, const std::string& prefix, double before, double after,
               const Axis& axis) {
  const auto from = axis.place(before);
  const auto to = axis.place(after);
  const auto back = std::clamp(to + (after < before ? head : -head), axis.begin, axis.end);
  view.own(prefix + "_from", coordinate(from)).own(prefix + "_to", coordinate(to));
  view.own(prefix + "_head",
           coordinate(to) + ",10 " + coordinate(back) + ",5.5 " + coordinate(back) + ",14.5");
}

void set_bar(View& view, const std::string& prefix, const model::Measure& measure) {
  const auto interval = measure.interval.value_or(model::Measure::Interval{});
  view.flag(prefix + "_bar", measure.defined);
  view.own(prefix + "_bar_value", score_axis.at(measure.value));
  view.flag(prefix + "_range", measure.interval.has_value());
  view.own(prefix + "_range_low", score_axis.at(interval.low));
  view.own(prefix + "_range_high", score_axis.at(interval.high));
}

}  // namespace errata::render
