#include "analyze/interval.hpp"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/students_t.hpp>

namespace errata::analyze {

using Interval = model::Measure::Interval;

namespace {

constexpr double upper_tail = 0.975;
constexpr double normal_quantile = 1.959963984540054;  // of upper_tail
// Below this share of Σd² a sum of squared residuals is rounding, not variance.
constexpr double rounding = 1e-12;

double t_quantile(std::uint64_t documents, double tail = upper_tail) {
  const boost::math::students_t distribution{static_cast<double>(documents - 1)};
  return boost::math::quantile(distribution, tail);
}

double sample_correction(std::uint64_t documents) {
  const auto n = static_cast<double>(documents);
  return n / (n - 1);
}

Interval wilson(double value, double n) {
  constexpr double zz = normal_quantile * normal_quantile;
  const double center = (value + zz / (2 * n)) / (1 + zz / n);
  const double half =
      normal_quantile / (1 + zz / n) * std::sqrt(value * (1 - value) / n + zz / (4 * n * n));
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

Interval interval_of(const RatioSums& s, double f) {
  const double rr = squared_residuals(s, f);
  if (f <= 0 || f >= 1 || rr <= rounding * s.dd)
    return wilson(std::clamp(f, 0.0, 1.0), s.items);
  const double error = std::sqrt(sample_correction(s.documents) * rr) / s.d;
  const double logit = std::log(f / (1 - f));
  const double half = t_quantile(s.documents) * error / (f * (1 - f));
  return {from_logit(logit - half), from_logit(logit + half)};
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
  const double between = cross.aa - f2 * cross.ad - f1 * cross.da + f1 * f2 * cross.dd;
  const double rr = squared_residuals(first, f1) / (first.d * first.d) +
                    squared_residuals(second, f2) / (second.d * second.d) -
                    2 * between / (first.d * second.d);
  return Contrast{f1 - f2, std::sqrt(sample_correction(cross.documents) * std::max(0.0, rr)),
                  cross.documents};
}

std::optional<Interval> difference(const RatioSums& first, const RatioSums& second,
                                   const CrossSums& cross, double tail) {
  const auto found = contrast(first, second, cross);
  if (!found)
    return {};
  const double half = t_quantile(found->documents, tail) * found->error;
  return Interval{found->difference - half, found->difference + half};
}

}  // namespace errata::analyze
