// What may be said of a difference between two sides: tests, and what they could have found.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analyze/paired_sums.hpp"
#include "analyze/thresholds.hpp"
#include "model/comparison.hpp"

namespace errata::analyze {

// The exact test of McNemar (1947): two-sided p that, of `one` + `other` documents that turned, so
// many turned one way, where each way is as likely: twice the smaller tail of a binomial of 1/2, at
// most 1.
double mcnemar(std::uint64_t one, std::uint64_t other);

// after − before with what may be said of it. The interval is that of contrast() by Student's t; p
// is the t test's, but at least 2 / 2^changed: the smallest that a test which swaps the two sides
// of each document can reach, so that nothing is claimed of fewer than six documents that changed.
// The interval is extended to 0 where p is above `change_level` (5 %), so that it never says more
// than the test, and ends at -1 and 1.
//
// `detectable` is the smallest true difference that is found with `change_power` (80 %), (t(0.975)
// + t(0.8)) · standard error (Bloom 1995, Evaluation Review 19(5)); where few documents changed it
// is what makes six or more of them change with 80 % probability, 7.9 times the mean effect of one.
model::Difference difference_of(const PairedRatio& of, const Thresholds& thresholds = {});

// The same for shares of documents, by mcnemar() in the place of the t test; no least number of
// documents.
model::Difference difference_of(std::uint64_t documents, std::uint64_t right_on_both,
                                const model::Discordance& turned,
                                const Thresholds& thresholds = {});

// Hypotheses with p at most this level are rejected so that the expected share of false ones among
// them is at most `rate` (Benjamini and Hochberg 1995): R/m · rate, R being the greatest i with
// p(i) <= i/m · rate, or 1 where there is none, which rejects nothing. Intervals of this level hold
// 0 exactly where nothing is rejected, and together miss as rarely as the tests (Benjamini and
// Yekutieli 2005).
double level_together(std::vector<double> p, double rate);

}  // namespace errata::analyze
