#include "analyze/significance.hpp"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include "analyze/real.hpp"

namespace errata::analyze {

using model::Difference;
using model::Verdict;

namespace {

// So many documents must change before all of them changing one way can be told from chance: six at
// 5 %.
double least_changed(double level) {
  return std::max(1.0, std::ceil(1 - std::log2(level)));
}

double ratio(const RatioSums& sums) {
  return sums.d > 0 ? sums.a / sums.d : 0;
}

boost::math::students_t student(std::uint64_t documents) {
  return boost::math::students_t{real(documents - 1)};
}

double p_of(const Contrast& contrast, std::uint64_t changed) {
  const double least = std::ldexp(2.0, -static_cast<int>(std::min<std::uint64_t>(changed, 1000)));
  if (contrast.error <= 0)
    return contrast.difference == 0 ? 1 : std::min(1.0, least);
  const double t = std::abs(contrast.difference) / contrast.error;
  const double p = 2 * boost::math::cdf(boost::math::complement(student(contrast.documents), t));
  return std::min(1.0, std::max(p, least));
}

// With a mean of so many, a Poisson number is least_changed() or more with the power that is asked
// for.
double needed_changes(const Thresholds& thresholds) {
  return boost::math::gamma_p_inv(least_changed(thresholds.change_level), thresholds.change_power);
}

std::optional<double> detectable(const Contrast& contrast, std::uint64_t changed,
                                 const Thresholds& thresholds) {
  if (contrast.error <= 0)
    return {};
  const auto t = student(contrast.documents);
  const double errors = boost::math::quantile(t, 1 - thresholds.change_level / 2) +
                        boost::math::quantile(t, thresholds.change_power);
  const double few = needed_changes(thresholds) / std::sqrt(real(changed));
  return std::max(errors, few) * contrast.error;
}

model::Measure::Interval interval_of(const Contrast& contrast, bool is_found,
                                     const Thresholds& thresholds) {
  const double half =
      boost::math::quantile(student(contrast.documents), 1 - thresholds.change_level / 2) *
      contrast.error;
  const double low = std::max(-1.0, contrast.difference - half);
  const double high = std::min(1.0, contrast.difference + half);
  if (is_found)
    return {low, high};
  return {std::min(0.0, low), std::max(0.0, high)};
}

Verdict verdict_of(const Difference& difference, const Thresholds& thresholds) {
  if (difference.changed == 0)
    return Verdict::unchanged;
  if (!difference.p)
    return Verdict::no_claim;
  if (*difference.p > thresholds.change_level)
    return Verdict::no_detectable_change;
  return difference.change() > 0 ? Verdict::better : Verdict::worse;
}

// What did not change has no error, whatever is left by rounding.
std::optional<Contrast> contrast_of(const PairedRatio& of) {
  auto found = contrast(of.after, of.before, of.cross);
  if (found && of.changed == 0)
    found->error = 0;
  return found;
}

Difference judged(const PairedRatio& of, const std::optional<Contrast>& found,
                  std::optional<double> p, const Thresholds& thresholds) {
  Difference difference{.before = ratio(of.before), .after = ratio(of.after)};
  difference.documents = of.cross.documents;
  difference.changed = of.changed;
  difference.p = p;
  if (found && p) {
    difference.interval = interval_of(*found, *p <= thresholds.change_level, thresholds);
    difference.detectable = detectable(*found, of.changed, thresholds);
  }
  difference.verdict = verdict_of(difference, thresholds);
  return difference;
}

}  // namespace

double mcnemar(std::uint64_t one, std::uint64_t other) {
  if (one + other == 0)
    return 1;
  const boost::math::binomial turned{real(one + other), 0.5};
  return std::min(1.0, 2 * boost::math::cdf(turned, real(std::min(one, other))));
}

Difference difference_of(const PairedRatio& of, const Thresholds& thresholds) {
  const auto found = contrast_of(of);
  return judged(of, found, found ? std::optional{p_of(*found, of.changed)} : std::nullopt,
                thresholds);
}

Difference difference_of(std::uint64_t documents, std::uint64_t right_on_both,
                         const model::Discordance& turned, const Thresholds& thresholds) {
  const auto of = paired_shares(documents, right_on_both, turned.right_before, turned.right_now);
  const auto found = contrast_of(of);
  return judged(
      of, found,
      found ? std::optional{mcnemar(turned.right_now, turned.right_before)} : std::nullopt,
      thresholds);
}

double level_together(std::vector<double> p, double rate) {
  std::ranges::sort(p);
  std::size_t rejected = 1;
  for (std::size_t i = 0; i < p.size(); ++i)
    if (p[i] <= real(i + 1) / real(p.size()) * rate)
      rejected = i + 1;
  return real(rejected) / real(std::max<std::size_t>(1, p.size())) * rate;
}

}  // namespace errata::analyze
