#include "analyze/interval.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace errata::analyze {

using Interval = model::Measure::Interval;

namespace {

constexpr double upper_tail = 0.975;
// Below this share of Σd² a sum of squared residuals is rounding, not variance.
constexpr double rounding = 1e-12;

double t_quantile(std::uint64_t documents, double tail) {
  const boost::math::students_t distribution{static_cast<double>(documents - 1)};
  return boost::math::quantile(distribution, tail);
}

double sample_correction(std::uint64_t documents) {
  const auto n = static_cast<double>(documents);
  return n / (n - 1);
}

Interval wilson(double value, double n, double tail) {
  const double z = boost::math::quantile(boost::math::normal{}, tail);
  const double zz = z * z;
  const double center = (value + zz / (2 * n)) / (1 + zz / n);
  const double half = z / (1 + zz / n) * std::sqrt(value * (1 - value) / n + zz / (4 * n * n));
  // At 0 and 1 the bound is exact; rounding would put it beside the value.
  return {value <= 0 ? 0.0 : std::max(0.0, center - half),
          value >= 1 ? 1.0 : std::min(1.0, center + half)};
}

double squared_residuals(const RatioSums& s, double f) {
  return std::max(0.0, s.aa - 2 * f * s.ad + f * f * s.dd);
}

double from_logit(double x) {
  return 1 / (1 + std::exp(-x));
}

// Nothing varies between documents: all is right, or wrong, or the same.
bool is_constant(const RatioSums& s, double f) {
  return f <= 0 || f >= 1 || squared_residuals(s, f) <= rounding * s.dd;
}

Interval interval_of(const RatioSums& s, double f, double tail = upper_tail) {
  if (is_constant(s, f))
    return wilson(std::clamp(f, 0.0, 1.0), s.items, tail);
  const double error = std::sqrt(sample_correction(s.documents) * squared_residuals(s, f)) / s.d;
  const double logit = std::log(f / (1 - f));
  const double half = t_quantile(s.documents, tail) * error / (f * (1 - f));
  return {from_logit(logit - half), from_logit(logit + half)};
}

// Σ r1·r2 over the documents of both.
double residuals_together(const CrossSums& cross, double f1, double f2) {
  return cross.aa - f2 * cross.ad - f1 * cross.da + f1 * f2 * cross.dd;
}

// Of the residuals of both ratios; 0 where one of them has none.
double correlation(const RatioSums& first, const RatioSums& second, const CrossSums& cross) {
  const double f1 = first.a / first.d;
  const double f2 = second.a / second.d;
  if (is_constant(first, f1) || is_constant(second, f2))
    return 0;
  const double both = std::sqrt(squared_residuals(first, f1) * squared_residuals(second, f2));
  return std::clamp(residuals_together(cross, f1, f2) / both, -1.0, 1.0);
}

// How far a difference reaches where one ratio reaches `a` that way and the other `b`.
double together(double a, double b, double r) {
  return std::sqrt(std::max(0.0, a * a + b * b - 2 * r * a * b));
}

}  // namespace

model::Measure measure(const RatioSums& sums) {
  model::Measure m;
  m.numerator = sums.a;
  m.denominator = sums.d;
  m.documents = sums.documents;
  m.defined = sums.d > 0;
  if (!m.defined)
    return m;
  m.value = sums.a / sums.d;
  if (sums.documents >= documents_for_interval && sums.items > 0)
    m.interval = interval_of(sums, m.value);
  return m;
}

std::optional<Contrast> contrast(const RatioSums& first, const RatioSums& second,
                                 const CrossSums& cross) {
  if (first.d <= 0 || second.d <= 0 || cross.documents < documents_for_interval)
    return {};
  const double f1 = first.a / first.d;
  const double f2 = second.a / second.d;
  const double between = residuals_together(cross, f1, f2);
  const double rr = squared_residuals(first, f1) / (first.d * first.d) +
                    squared_residuals(second, f2) / (second.d * second.d) -
                    2 * between / (first.d * second.d);
  return Contrast{f1 - f2, std::sqrt(sample_correction(cross.documents) * std::max(0.0, rr)),
                  cross.documents};
}

std::optional<Interval> difference(const RatioSums& first, const RatioSums& second,
                                   const CrossSums& cross, double tail) {
  if (first.d <= 0 || second.d <= 0 ||
      std::min(first.documents, second.documents) < documents_for_interval)
    return {};
  const double f1 = first.a / first.d;
  const double f2 = second.a / second.d;
  const auto of_first = interval_of(first, f1, tail);
  const auto of_second = interval_of(second, f2, tail);
  const double r = correlation(first, second, cross);
  return Interval{f1 - f2 - together(f1 - of_first.low, of_second.high - f2, r),
                  f1 - f2 + together(of_first.high - f1, f2 - of_second.low, r)};
}

Interval mean_interval(std::span<const RatioSums> ratios, std::span<const RatioPair> pairs) {
  std::vector<Interval> reach;  // of each, below and above its value
  double mean = 0;
  double below = 0;
  double above = 0;
  for (const auto& ratio : ratios) {
    const double f = ratio.a / ratio.d;
    const auto ends = interval_of(ratio, f);
    reach.push_back({f - ends.low, ends.high - f});
    mean += f;
    below += reach.back().low * reach.back().low;
    above += reach.back().high * reach.back().high;
  }
  for (const auto& [first, second, cross] : pairs) {
    const double r = correlation(ratios[first], ratios[second], cross);
    below += 2 * r * reach[first].low * reach[second].low;
    above += 2 * r * reach[first].high * reach[second].high;
  }
  const double number = static_cast<double>(ratios.size());
  return {std::max(0.0, (mean - std::sqrt(std::max(0.0, below))) / number),
          std::min(1.0, (mean + std::sqrt(std::max(0.0, above))) / number)};
}

}  // namespace errata::analyze
