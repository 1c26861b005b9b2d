// How often the intervals at 95 % hold the true value, on simulated test sets whose documents are
// clusters of alike items, beside the percentile interval of a bootstrap over the same documents.
//
//   errata_coverage [REPETITIONS] [BOOTSTRAPPED]
//
// REPETITIONS test sets a row (4000), of which the first BOOTSTRAPPED (400) are also resampled,
// 2000 times each. Every test set has 1 to 9 labelled items a document. A document's share of right
// items comes from a beta distribution with the intra-class correlation of the row, and as many
// items as its labelled ones have the chance of being spurious, so that precision, recall and F1
// are all the row's F1. Items have one of five labels, the first as often as the others together,
// for macro F1, whose truth is the same. The second model of a paired difference is as good on each
// document but for a factor. Fails where an interval holds the truth in less than 92 % or more than
// 97 % of the test sets of 40 documents or more, by more than three standard errors of the
// simulation.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string_view>
#include <vector>

#include <boost/math/distributions/students_t.hpp>

#include "analyze/interval.hpp"
#include "analyze/sums.hpp"

using namespace errata::analyze;

namespace {

constexpr int resamples = 2000;
constexpr double second_model = 0.96;  // of the first one's share of right items
constexpr double least = 0.92, most = 0.97;
constexpr int judged_from = 40;

using Random = std::mt19937_64;

struct Setting {
  double correlation;
  int documents;
  double f1;
};

struct Counts {
  unsigned tp = 0, gold = 0, predicted = 0;
};

constexpr std::size_t labels = 5;

struct Document {
  Counts first, second;
  std::array<Counts, labels> by_label;  // of the first model
};

unsigned binomial(unsigned items, double chance, Random& random) {
  unsigned hits = 0;
  for (unsigned i = 0; i < items; ++i)
    hits += std::uniform_real_distribution<>{}(random) < chance;
  return hits;
}

double beta(double mean, double correlation, Random& random) {
  if (correlation <= 0)
    return mean;
  const double weight = 1 / correlation - 1;
  const double right = std::gamma_distribution<>{mean * weight}(random);
  const double wrong = std::gamma_distribution<>{(1 - mean) * weight}(random);
  return right + wrong > 0 ? right / (right + wrong) : mean;
}

Counts predict(unsigned gold, double share, Random& random) {
  const auto tp = binomial(gold, share, random);
  return {tp, gold, tp + binomial(gold, 1 - share, random)};
}

std::size_t any_label(Random& random) {
  const bool is_first = std::uniform_real_distribution<>{}(random) < 0.5;
  return is_first ? 0 : std::uniform_int_distribution<std::size_t>{1, labels - 1}(random);
}

std::array<Counts, labels> spread(const Counts& counts, Random& random) {
  std::array<Counts, labels> spread{};
  for (unsigned i = 0; i < counts.gold; ++i) {
    auto& label = spread[any_label(random)];
    label.gold += 1;
    label.tp += i < counts.tp;
    label.predicted += i < counts.tp;
  }
  for (unsigned i = counts.tp; i < counts.predicted; ++i)
    spread[any_label(random)].predicted += 1;
  return spread;
}

std::vector<Document> simulate(const Setting& setting, Random& random) {
  std::vector<Document> documents(static_cast<std::size_t>(setting.documents));
  for (auto& document : documents) {
    const auto gold = std::uniform_int_distribution<unsigned>{1, 9}(random);
    const double share = beta(setting.f1, setting.correlation, random);
    const auto first = predict(gold, share, random);
    document = {first, predict(gold, share * second_model, random), spread(first, random)};
  }
  return documents;
}

// precision, recall, F1, the difference of two F1, macro F1
constexpr std::size_t figures = 5;
using Values = std::array<double, figures>;
using Held = std::array<int, figures>;

Values truth_of(const Setting& setting) {
  return {setting.f1, setting.f1, setting.f1, setting.f1 * (1 - second_model), setting.f1};
}

struct Ends {
  double low, high;
};
using Intervals = std::array<Ends, figures>;

// As comparisons have it.
Ends ends_of(const Contrast& contrast) {
  const boost::math::students_t student{static_cast<double>(contrast.documents - 1)};
  const double half = boost::math::quantile(student, 0.975) * contrast.error;
  return {contrast.difference - half, contrast.difference + half};
}

Ends macro(const std::vector<Document>& documents) {
  std::array<ItemSums, labels> sums{};
  std::array<std::array<CrossSums, labels>, labels> cross{};
  for (const auto& document : documents)
    for (std::size_t i = 0; i < labels; ++i) {
      const auto& a = document.by_label[i];
      if (a.gold + a.predicted == 0)
        continue;
      sums[i].add(a.tp, a.gold, a.predicted);
      for (std::size_t j = i + 1; j < labels; ++j) {
        const auto& b = document.by_label[j];
        const double a_items = a.gold + a.predicted;
        const double b_items = b.gold + b.predicted;
        cross[i][j].aa += 4.0 * a.tp * b.tp;
        cross[i][j].ad += 2.0 * a.tp * b_items;
        cross[i][j].da += a_items * 2 * b.tp;
        cross[i][j].dd += a_items * b_items;
      }
    }
  std::vector<RatioSums> ratios;
  std::vector<RatioPair> pairs;
  std::array<std::size_t, labels> place{};
  for (std::size_t i = 0; i < labels; ++i) {
    place[i] = ratios.size();
    if (sums[i].with_any > 0)
      ratios.push_back(sums[i].f1());
  }
  for (std::size_t i = 0; i < labels; ++i)
    for (std::size_t j = i + 1; j < labels; ++j)
      if (sums[i].with_any > 0 && sums[j].with_any > 0)
        pairs.push_back({place[i], place[j], cross[i][j]});
  const auto interval = mean_interval(ratios, pairs);
  return {interval.low, interval.high};
}

Intervals closed_form(const std::vector<Document>& documents) {
  ItemSums first;
  ItemSums second;
  CrossSums cross;
  for (const auto& [a, b, by_label] : documents) {
    first.add(a.tp, a.gold, a.predicted);
    second.add(b.tp, b.gold, b.predicted);
    const double a_right = 2.0 * a.tp;
    const double b_right = 2.0 * b.tp;
    const double a_items = a.gold + a.predicted;
    const double b_items = b.gold + b.predicted;
    cross.aa += a_right * b_right;
    cross.ad += a_right * b_items;
    cross.da += a_items * b_right;
    cross.dd += a_items * b_items;
    cross.documents += a_items + b_items > 0;
  }
  const auto ends = [](const auto& interval) { return Ends{interval->low, interval->high}; };
  return {ends(measure(first.precision()).interval), ends(measure(first.recall()).interval),
          ends(measure(first.f1()).interval), ends_of(*contrast(first.f1(), second.f1(), cross)),
          macro(documents)};
}

Values values_of(const Document& sums) {
  const auto& [first, second, by_label] = sums;
  const auto ratio = [](double part, double of) { return of > 0 ? part / of : 0; };
  const auto f = [&](const Counts& c) { return ratio(2.0 * c.tp, c.gold + c.predicted); };
  double of_labels = 0;
  int occurring = 0;
  for (const auto& label : by_label) {
    of_labels += f(label);
    occurring += label.gold + label.predicted > 0;
  }
  return {ratio(first.tp, first.predicted), ratio(first.tp, first.gold), f(first),
          f(first) - f(second), ratio(of_labels, occurring)};
}

void add(Counts& to, const Counts& from) {
  to.tp += from.tp;
  to.gold += from.gold;
  to.predicted += from.predicted;
}

Intervals bootstrap(const std::vector<Document>& documents, Random& random) {
  std::array<std::vector<double>, figures> drawn;
  std::uniform_int_distribution<std::size_t> any{0, documents.size() - 1};
  for (int i = 0; i < resamples; ++i) {
    Document sums{};
    for (std::size_t n = 0; n < documents.size(); ++n) {
      const auto& document = documents[any(random)];
      add(sums.first, document.first);
      add(sums.second, document.second);
      for (std::size_t label = 0; label < labels; ++label)
        add(sums.by_label[label], document.by_label[label]);
    }
    const auto values = values_of(sums);
    for (std::size_t figure = 0; figure < figures; ++figure)
      drawn[figure].push_back(values[figure]);
  }
  Intervals intervals{};
  for (std::size_t figure = 0; figure < figures; ++figure) {
    std::ranges::sort(drawn[figure]);
    intervals[figure] = {drawn[figure][resamples / 40], drawn[figure][resamples - resamples / 40]};
  }
  return intervals;
}

void count_held(const Intervals& intervals, const Values& truth, Held& held) {
  for (std::size_t figure = 0; figure < figures; ++figure)
    held[figure] +=
        intervals[figure].low <= truth[figure] && truth[figure] <= intervals[figure].high;
}

bool is_good(double coverage, int repetitions, const Setting& setting) {
  const double error = 3 * std::sqrt(0.95 * 0.05 / repetitions);
  return setting.documents < judged_from || (coverage >= least - error && coverage <= most + error);
}

// A row of the table; whether it is as promised.
bool try_setting(const Setting& setting, int repetitions, int bootstrapped, Random& random) {
  Held closed{};
  Held resampled{};
  const auto truth = truth_of(setting);
  for (int i = 0; i < repetitions; ++i) {
    const auto documents = simulate(setting, random);
    count_held(closed_form(documents), truth, closed);
    if (i < bootstrapped)
      count_held(bootstrap(documents, random), truth, resampled);
  }
  bool good = true;
  std::printf("%4.1f %9d %5.2f ", setting.correlation, setting.documents, setting.f1);
  for (std::size_t figure = 0; figure < figures; ++figure) {
    const double coverage = static_cast<double>(closed[figure]) / repetitions;
    good = good && is_good(coverage, repetitions, setting);
    std::printf("  %5.1f %5.1f", 100 * coverage,
                bootstrapped > 0 ? 100.0 * resampled[figure] / bootstrapped : 0);
  }
  std::printf("%s\n", good ? "" : "  <");
  std::fflush(stdout);
  return good;
}

int number(std::string_view text) {
  int value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

int main(int count, char** arguments) {
  const int repetitions = count > 1 ? number(arguments[1]) : 4000;
  const int bootstrapped = std::min(repetitions, count > 2 ? number(arguments[2]) : 400);
  if (repetitions < 1 || bootstrapped < 0)
    return 2;
  std::printf("%d test sets a row, %d of them resampled %d times; %% that hold the truth\n",
              repetitions, bootstrapped, resamples);
  std::printf("%4s %9s %5s   %11s  %11s  %11s  %11s  %11s\n", "ICC", "documents", "F1", "precision",
              "recall", "F1", "difference", "macro F1");
  std::printf("%20s", "");
  for (std::size_t figure = 0; figure < figures; ++figure)
    std::printf("  ours  boot ");
  std::printf("\n");
  Random random{20260101};
  bool good = true;
  for (const double correlation : {0.0, 0.1, 0.3})
    for (const int documents : {20, 40, 200, 1000})
      for (const double f1 : {0.5, 0.7, 0.9, 0.97}) {
        const int resampled = documents < 1000 ? bootstrapped : bootstrapped / 2;
        good &= try_setting({correlation, documents, f1}, repetitions, resampled, random);
      }
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
