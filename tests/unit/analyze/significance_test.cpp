#include "analyze/significance.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include "support/catch.hpp"

using namespace errata;
using analyze::ItemCounts;
using analyze::PairedSums;
using model::Verdict;

namespace {

struct Both {
  ItemCounts before, after;
};

double f1(const std::vector<Both>& documents, ItemCounts Both::*side) {
  double tp = 0;
  double all = 0;
  for (const auto& both : documents) {
    tp += 2 * static_cast<double>((both.*side).tp);
    all += static_cast<double>((both.*side).gold + (both.*side).predicted);
  }
  return tp / all;
}

model::Difference difference_of(const std::vector<Both>& documents) {
  PairedSums sums;
  for (const auto& both : documents)
    sums.add(both.before, both.after);
  return analyze::difference_of(sums.f1());
}

// `gold` items a document; each side finds one with its own probability, where both draw from one
// number, so that they are right on the same items.
Both draw(std::mt19937& random, double before, double after) {
  std::uniform_real_distribution<double> unit;
  Both both;
  const auto gold = 1 + random() % 4;
  both.before.gold = both.after.gold = gold;
  for (std::uint64_t i = 0; i < gold; ++i) {
    const double easy = unit(random);
    both.before.tp += easy < before;
    both.after.tp += easy < after;
  }
  both.before.predicted = both.before.tp + random() % 2;
  both.after.predicted = both.after.tp + random() % 2;
  return both;
}

std::vector<Both> draw(std::mt19937& random, std::size_t documents, double before, double after) {
  std::vector<Both> drawn;
  for (std::size_t i = 0; i < documents; ++i)
    drawn.push_back(draw(random, before, after));
  return drawn;
}

}  // namespace

TEST_CASE("McNemar's p is that of exact binomial sums") {
  // python3: from fractions import Fraction as F; from math import comb
  //          p = lambda b, c: min(F(1), 2 * sum(F(comb(b + c, k), 2 ** (b + c))
  //                                             for k in range(min(b, c) + 1)))
  struct Row {
    std::uint64_t one, other;
    double p;
  };
  const Row row = GENERATE(values<Row>({
      {0, 0, 1},
      {1, 0, 1},
      {5, 0, 0.0625},
      {6, 0, 0.03125},
      {7, 1, 0.0703125},
      {8, 1, 0.0390625},
      {9, 2, 0.0654296875},
      {10, 10, 1},
      {12, 25, 0.047031027439516038},
      {30, 60, 0.0020602656809630758},
      {100, 140, 0.011664092317677663},
      {500, 610, 0.0010602615504486039},
      {0, 40, 1.8189894035458565e-12},
  }));
  CAPTURE(row.one, row.other);
  CHECK(analyze::mcnemar(row.one, row.other) == Approx(row.p).epsilon(1e-12));
  CHECK(analyze::mcnemar(row.other, row.one) == Approx(row.p).epsilon(1e-12));
}

TEST_CASE("the interval of accuracy never says more than McNemar's test") {
  for (std::uint64_t one = 0; one <= 40; ++one)
    for (std::uint64_t other = 0; other <= 40; ++other)
      for (const std::uint64_t rest : {10U, 60U, 1000U}) {
        const auto documents = one + other + rest;
        const auto d = analyze::difference_of(documents, rest / 2, {one, other});
        REQUIRE(d.interval);
        const bool excludes_0 = d.interval->low > 0 || d.interval->high < 0;
        CAPTURE(one, other, rest);
        CHECK(excludes_0 == (*d.p < 0.05));
        CHECK(d.interval->low <= d.change());
        CHECK(d.interval->high >= d.change());
      }
}

TEST_CASE("the paired interval is that of a bootstrap over documents") {
  std::mt19937 random{7};
  const auto documents = draw(random, 300, 0.8, 0.84);
  const auto found = difference_of(documents);
  std::vector<double> resampled;
  std::uniform_int_distribution<std::size_t> any{0, documents.size() - 1};
  for (int i = 0; i < 4000; ++i) {
    std::vector<Both> sample;
    for (std::size_t k = 0; k < documents.size(); ++k)
      sample.push_back(documents[any(random)]);
    resampled.push_back(f1(sample, &Both::after) - f1(sample, &Both::before));
  }
  std::ranges::sort(resampled);
  CHECK(found.change() == Approx(f1(documents, &Both::after) - f1(documents, &Both::before)));
  const double width = found.interval->high - found.interval->low;
  CHECK(found.interval->low == Approx(resampled[100]).margin(0.08 * width));
  CHECK(found.interval->high == Approx(resampled[3899]).margin(0.08 * width));
}

TEST_CASE("where nothing changed, a change is claimed in one of twenty cases") {
  std::mt19937 random{11};
  int claimed = 0;
  constexpr int trials = 2000;
  for (int i = 0; i < trials; ++i) {
    auto documents = draw(random, 60, 0.75, 0.75);
    for (auto& both : documents) {
      both.after = draw(random, 0.75, 0.75).before;
      both.after.gold = both.before.gold;
      both.after.tp = std::min(both.after.tp, both.after.gold);
    }
    for (auto& both : documents)  // neither side is before the other
      if (random() % 2 == 0)
        std::swap(both.before, both.after);
    const auto verdict = difference_of(documents).verdict;
    claimed += verdict == Verdict::better || verdict == Verdict::worse;
  }
  CHECK(claimed / double{trials} == Approx(0.05).margin(0.015));
}

TEST_CASE("a difference that is called detectable is found in four of five cases") {
  std::mt19937 random{13};
  // As large as the mean of what is called detectable: found by trial.
  int found = 0;
  double detectable = 0;
  double change = 0;
  constexpr int trials = 1000;
  for (int i = 0; i < trials; ++i) {
    const auto d = difference_of(draw(random, 200, 0.80, 0.846));
    found += d.verdict == Verdict::better;
    detectable += *d.detectable / trials;
    change += d.change() / trials;
  }
  CAPTURE(detectable, change);
  REQUIRE(change == Approx(detectable).margin(0.002));
  CHECK(found / double{trials} == Approx(0.80).margin(0.05));
}

TEST_CASE("nothing is claimed of fewer than six documents that changed") {
  const auto changed = GENERATE(range(std::size_t{0}, std::size_t{10}));
  std::vector<Both> documents(500, {{2, 2, 2}, {2, 2, 2}});
  for (std::size_t i = 0; i < changed; ++i)
    documents[i].before.tp = 1;
  const auto d = difference_of(documents);
  CAPTURE(changed);
  CHECK(d.changed == changed);
  CHECK(d.verdict == (changed == 0  ? Verdict::unchanged
                      : changed < 6 ? Verdict::no_detectable_change
                                    : Verdict::better));
  if (changed > 0)  // as much as eight such documents, about
    CHECK(*d.detectable >= 0.9 * 7.9 * 0.5 * 2 / 1000);
}

TEST_CASE("of many tests those are rejected that Benjamini and Hochberg reject") {
  // The 15 p-values of their paper (1995, section 3.1), at 5 %: the first four.
  const std::vector<double> p{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                              0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
  const auto rejected = [](const std::vector<double>& of, double rate) {
    const auto level = analyze::level_together(of, rate);
    return std::ranges::count_if(of, [level](double one) { return one <= level; });
  };
  CHECK(rejected(p, 0.05) == 4);
  CHECK(rejected({0.09, 0.095, 0.1}, 0.1) == 3);
  CHECK(rejected({0.05, 0.06}, 0.01) == 0);
  CHECK(analyze::level_together({}, 0.1) == Approx(0.1));
}
