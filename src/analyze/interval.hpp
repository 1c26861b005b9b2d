// Measures with intervals, from sums over documents that merge exactly.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "model/analysis.hpp"

namespace errata::analyze {

// Below so many documents nothing is claimed about other documents: no interval.
inline constexpr std::uint64_t documents_for_interval = 10;

// A ratio of sums over documents, f = Σa / Σd, where `a` and `d` are counts of one document and
// a <= d. `documents` are those with d > 0: the sampling units.
struct RatioSums {
  double a = 0, d = 0;            // Σa, Σd
  double aa = 0, ad = 0, dd = 0;  // Σa², Σad, Σd²
  std::uint64_t documents = 0;
  double items = 0;  // sampled things behind d: d itself, half of it for F1
};

// The ratio with its interval at 95 %. Variance by linearization (Cochran, Sampling Techniques,
// 1977, 6.3): residuals r = a − f·d, v = n/(n−1) · Σr² / (Σd)². The interval is symmetric on the
// logit scale with Student's t for n − 1; where v vanishes (as at 0 and 1) it is Wilson's (1927) on
// `items`.
model::Measure measure(const RatioSums& sums);

// Two ratios over the same documents: the sums of products across them.
struct CrossSums {
  double aa = 0, ad = 0, da = 0, dd = 0;  // Σ a1·a2, Σ a1·d2, Σ d1·a2, Σ d1·d2
  std::uint64_t documents = 0;            // with d1 > 0 or d2 > 0
};

// f1 − f2 with its standard error, linearized in the same way: the residuals of a document are
// taken from each other before they are squared.
struct Contrast {
  double difference = 0, error = 0;
  std::uint64_t documents = 0;
};
// Nothing below `documents_for_interval`, or where a denominator is 0.
std::optional<Contrast> contrast(const RatioSums& first, const RatioSums& second,
                                 const CrossSums& cross);

// The interval of f1 − f2 at 95 %, or another upper tail, from those of measure() at that tail, so
// that a ratio of 0 or 1 is not taken for exact (square and add: Newcombe, Statistics in Medicine
// 17, 1998, method 10; Zou and Donner, Statistics in Medicine 27, 2008, with the correlation of the
// residuals). Nothing where either has fewer documents than `documents_for_interval`.
std::optional<model::Measure::Interval> difference(const RatioSums& first, const RatioSums& second,
                                                   const CrossSums& cross,
                                                   double upper_tail = 0.975);

// Two of several ratios over the same documents, by their places among these.
struct RatioPair {
  std::size_t first = 0, second = 0;
  CrossSums cross;
};

// The interval at 95 % of the unweighted mean of ratios with d > 0, put together from those of
// measure() by the same method (Zou, Huang and Zhang, Computational Statistics and Data Analysis
// 53, 2009). `pairs` are those with documents in common; others vary independently.
model::Measure::Interval mean_interval(std::span<const RatioSums> ratios,
                                       std::span<const RatioPair> pairs);

}  // namespace errata::analyze
