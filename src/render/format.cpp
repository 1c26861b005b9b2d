#include "render/format.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"

namespace errata::render {

namespace {

// `value` of 0 to `whole` with `digits` decimals, where only the ends themselves print as the ends.
std::string between(double value, double whole, int digits) {
  const double step = std::pow(10.0, -digits);
  if (value > 0 && value < whole)
    value = std::clamp(value, step, whole - step);
  return fixed(value, digits);
}

// Commas between groups of three of the digits before `end`.
std::string grouped(std::string digits, std::size_t end) {
  for (auto at = end; at > 3; at -= 3)
    digits.insert(at - 3, ",");
  return digits;
}

}  // namespace

bool is_whole(double number) {
  return std::abs(number - std::round(number)) < 1e-9;
}

std::string count(std::uint64_t number) {
  const auto digits = std::to_string(number);
  return grouped(digits, digits.size());
}

std::string weight(double number) {
  if (number < 0 || number > 1e15)
    return fixed(number, 0);
  if (is_whole(number))
    return count(static_cast<std::uint64_t>(std::round(number)));
  const auto digits = fixed(number, 2);
  return number < 0.01 ? "<0.01" : grouped(digits, digits.find('.'));
}

std::string about(double number) {
  return number > 0 && number < 0.5 && !is_whole(number) ? "<1" : weight(std::round(number));
}

std::string score(double value) {
  return between(value, 1, 3);
}

std::string score(const model::Measure& measure) {
  return measure.defined ? score(measure.value) : undefined;
}

std::string score_beside(double value, double limit) {
  return value != limit && score(value) == score(limit) ? decimal(value) : score(value);
}

std::string interval(const model::Measure& measure) {
  if (!measure.defined || !measure.interval)
    return "";
  return "[" + score(measure.interval->low) + ", " + score(measure.interval->high) + "]";
}

std::string score_with_interval(const model::Measure& measure) {
  const auto range = interval(measure);
  return range.empty() ? score(measure) : score(measure) + " " + range;
}

std::string percent(double share) {
  return between(share * 100, 100, 1) + " %";
}

std::string percent(double part, double whole) {
  return whole > 0 ? percent(part / whole) : undefined;
}

std::string percent(const model::Measure& measure) {
  return measure.defined ? percent(measure.value) : undefined;
}

std::string percent_with_interval(const model::Measure& measure) {
  auto value = percent(measure);
  if (!measure.defined || !measure.interval)
    return value;
  return value + " [" + percent(measure.interval->low) + ", " + percent(measure.interval->high) +
         "]";
}

std::string gain(double change) {
  if (change == 0)
    return "0.000";
  const std::string sign = change > 0 ? "+" : "-";
  const auto size = fixed(std::abs(change), 3);
  return size == "0.000" ? "<" + sign + "0.001" : sign + size;
}

std::string gain_interval(const std::optional<model::Measure::Interval>& interval) {
  return interval ? "[" + gain(interval->low) + ", " + gain(interval->high) + "]" : "";
}

}  // namespace errata::render
