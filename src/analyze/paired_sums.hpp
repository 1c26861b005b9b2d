// Counts of the same documents on two sides: what a paired difference needs.
#pragma once

#include <cstdint>

#include "analyze/interval.hpp"
#include "analyze/sums.hpp"

namespace errata::analyze {

// Two ratios over the same documents, and how many of these count differently on the two sides.
struct PairedRatio {
  RatioSums before, after;
  CrossSums cross;  // of `after` and `before`, in this order
  std::uint64_t changed = 0;
};

// Of a label, or of all. Integers that merge exactly, as in sums.hpp.
class PairedSums {
 public:
  void add(const ItemCounts& before, const ItemCounts& after);  // one document

  PairedRatio precision() const;
  PairedRatio recall() const;
  PairedRatio f1() const;

  const ItemSums& before() const { return before_; }
  const ItemSums& after() const { return after_; }

 private:
  ItemSums before_, after_;
  // Σ of products, the earlier side first: t true positives, g gold, p predicted.
  std::uint64_t tt_ = 0, tg_ = 0, tp_ = 0, gt_ = 0, gg_ = 0, gp_ = 0, pt_ = 0, pg_ = 0, pp_ = 0;
  std::uint64_t with_gold_ = 0, with_predicted_ = 0, with_any_ = 0;  // on either side
  std::uint64_t found_otherwise_ = 0;  // documents with other true positives
  std::uint64_t changed_ = 0;          // with any other count
};

// Documents that are right as a whole on one side only.
PairedRatio paired_shares(std::uint64_t documents, std::uint64_t right_on_both,
                          std::uint64_t right_before, std::uint64_t right_now);

}  // namespace errata::analyze
