#include <cmath>
#include <random>
#include <utility>

#include "analyze/gain.hpp"
#include "analyze/interval.hpp"
#include "support/catch.hpp"
#include "support/documents.hpp"

using namespace errata;
using model::Task;
using test::Corpus;

namespace {

const model::LabelScores& scores_of(const model::Analysis& a, std::string_view label) {
  return *std::ranges::find(a.labels, label, &model::LabelScores::label);
}

analyze::RatioSums sums_of(const std::vector<std::pair<int, int>>& documents) {
  analyze::RatioSums s;
  for (const auto& [a, d] : documents) {
    s.a += a;
    s.d += d;
    s.aa += a * a;
    s.ad += a * d;
    s.dd += d * d;
    s.documents += d > 0;
  }
  s.items = s.d;
  return s;
}

}  // namespace

TEST_CASE("the worked examples of Azure's documentation come out as their counts say") {
  Corpus films{Task::multi_label};
  films.add("d1", {{"action"}, {"comedy"}}, {{"comedy"}})
      .add("d2", {{"action"}}, {{"action"}})
      .add("d3", {{"romance"}}, {{"romance"}})
      .add("d4", {{"romance"}, {"comedy"}}, {{"romance"}})
      .add("d5", {{"comedy"}}, {{"action"}});
  const auto f = films.analyze();
  CHECK(f.micro.precision.value == Approx(0.8));
  CHECK(f.micro.recall.value == Approx(4.0 / 7));
  CHECK(f.micro.f1.value == Approx(8.0 / 12));
  CHECK(f.macro.f1.value == Approx(2.0 / 3));
  CHECK(scores_of(f, "action").false_negatives == 1);
  CHECK(scores_of(f, "comedy").false_negatives == 2);

  Corpus people{Task::entities};
  people.add("d",
             {{"Person", 0, 10},
              {"City", 11, 20},
              {"Person", 21, 35},
              {"Person", 36, 49},
              {"City", 50, 66}},
             {{"Person", 0, 10},
              {"Person", 11, 20},
              {"City", 21, 35},
              {"Person", 36, 49},
              {"City", 50, 66}});
  const auto p = people.analyze();
  CHECK(p.micro.f1.value == Approx(0.6));
  CHECK(scores_of(p, "Person").true_positives == 2);
  CHECK(scores_of(p, "City").false_positives == 1);
}

TEST_CASE("kappa and MCC are those of the textbook's table") {
  // Cohen (1960) form: 20 A→A, 5 A→B, 10 B→A, 15 B→B: agreement 0.7, by chance 0.5, kappa 0.4.
  Corpus corpus{Task::single_label};
  const auto add = [&corpus](int times, const char* gold, const char* predicted) {
    for (int i = 0; i < times; ++i)
      corpus.add(gold + std::string{predicted} + std::to_string(i), {{gold}}, {{predicted}});
  };
  add(20, "A", "A");
  add(5, "A", "B");
  add(10, "B", "A");
  add(15, "B", "B");
  const auto a = corpus.analyze();
  CHECK(a.accuracy->value == Approx(0.7));
  CHECK(a.others.at("cohen_kappa") == Approx(0.4));
  // (20·15 − 5·10) / √(25·25·30·20)
  CHECK(a.others.at("mcc") == Approx(250.0 / std::sqrt(25.0 * 25 * 30 * 20)));
}

TEST_CASE("subset accuracy and Hamming loss count documents and decisions") {
  Corpus corpus{Task::multi_label};
  corpus.add("1", {{"A"}, {"B"}}, {{"A"}})
      .add("2", {{"C"}}, {{"C"}})
      .add("3", {}, {{"A"}})
      .add("4", {}, {});
  const auto a = corpus.analyze();
  CHECK(a.accuracy->value == Approx(0.5));
  CHECK(a.others.at("hamming_loss") == Approx(2.0 / 12));
}

TEST_CASE("a score without items is 0 and says that it is undefined") {
  Corpus corpus{Task::entities};
  corpus.add("d", {{"A", 0, 1}}, {{"B", 4, 5}});
  const auto a = corpus.analyze();
  CHECK_FALSE(scores_of(a, "A").scores.precision.defined);
  CHECK(scores_of(a, "A").scores.precision.value == 0);
  CHECK(scores_of(a, "A").scores.recall.defined);
  const auto empty = Corpus{Task::entities}.analyze();
  CHECK_FALSE(empty.micro.f1.defined);
  CHECK_FALSE(empty.macro.f1.defined);
}

TEST_CASE("what is not defined is not printed as 0") {
  const auto empty = Corpus{Task::entities}.analyze();
  REQUIRE(empty.schemes);
  for (const auto& scheme : {empty.schemes->strict, empty.schemes->partial}) {
    CHECK_FALSE(scheme.precision);
    CHECK_FALSE(scheme.recall);
    CHECK_FALSE(scheme.f1);
  }
  Corpus unlabelled{Task::entities};
  unlabelled.add("d", {}, {{"A", 0, 1}});
  CHECK(unlabelled.analyze().schemes->strict.precision == 0.0);
  CHECK_FALSE(unlabelled.analyze().schemes->strict.recall);
  Corpus one{Task::single_label};
  one.add("1", {{"A"}}, {{"A"}}).add("2", {{"A"}}, {{"A"}});
  CHECK(one.analyze().others.empty());  // kappa and MCC are 0/0 where there is one label
}

TEST_CASE("a mean over labels is of all documents and has no counts of its own") {
  Corpus corpus{Task::single_label};
  corpus.add("1", {{"A"}}, {{"A"}}).add("2", {{"B"}}, {{"A"}}).add("3", {{"B"}}, {{"B"}});
  const auto a = corpus.analyze();
  for (const auto& mean : {a.macro.f1, a.weighted.precision}) {
    CHECK(mean.documents == 3);
    CHECK(mean.defined);
    CHECK_FALSE(mean.numerator);
    CHECK_FALSE(mean.denominator);
  }
  CHECK(a.micro.f1.numerator == 4.0);
  CHECK(a.micro.f1.denominator == 6.0);
}

TEST_CASE("where gold is what was accepted, precision is all that is measured") {
  Corpus corpus{Task::entities};
  corpus.test_set.precision_only = true;
  for (int i = 0; i < 12; ++i)
    corpus.add(std::to_string(i), {{"A", 0, 1}}, {{"A", 0, 1}, {"A", 4, 5}});
  const auto a = corpus.analyze();
  CHECK(a.micro.precision.value == 0.5);
  CHECK(a.micro.precision.interval);
  for (const auto* scores : {&a.micro, &a.macro, &a.weighted, &scores_of(a, "A").scores}) {
    CHECK_FALSE(scores->recall.defined);
    CHECK_FALSE(scores->f1.defined);
    CHECK_FALSE(scores->f1.interval);
    CHECK(scores->f1.value == 0);
  }
  CHECK(a.schemes->strict.precision == 0.5);
  CHECK_FALSE(a.schemes->strict.f1);
  CHECK(a.slices.empty());
  CHECK_FALSE(a.weighted.precision.defined);
  CHECK(a.unlabeled.empty());
  CHECK(a.audit_total + a.conflicts_total == 0);
  REQUIRE(a.findings_total > 0);
  for (const auto& finding : a.findings) {
    CHECK(finding.rule != "review-labels");
    CHECK(std::ranges::find(finding.facts, "recall", &model::Fact::name) == finding.facts.end());
  }
  for (const auto* const rule :
       {"complex-entities", "labels-cut-or-missed", "never-predicted-labels", "scores-far-apart",
        "scores-of-labels", "unlabelled-predictions", "weak-languages", "weak-lengths"}) {
    CAPTURE(rule);
    const auto check = std::ranges::find(a.health, rule, &model::HealthCheck::rule);
    REQUIRE(check != a.health.end());
    CHECK(check->outcome == model::Outcome::not_assessable);
  }
}

TEST_CASE("macro F1 reaches as far as the labels that it is the mean of") {
  const auto reach = [](const model::Measure& m) {
    REQUIRE(m.interval);
    return std::pair{m.value - m.interval->low, m.interval->high - m.value};
  };
  const auto analysis_of = [](auto&& fill) {
    Corpus corpus{Task::entities};
    for (int i = 0; i < 12; ++i)
      fill(corpus, std::to_string(i), i % 4 == 0);
    return corpus.analyze();
  };
  SECTION("one label is its own mean") {
    const auto a = analysis_of([](Corpus& to, const std::string& id, bool is_wrong) {
      to.add(id, {{"A", 0, 1}}, {{"A", 0, is_wrong ? 2U : 1U}});
    });
    CHECK(a.macro.f1.interval->low == Approx(a.micro.f1.interval->low));
    CHECK(a.macro.f1.interval->high == Approx(a.micro.f1.interval->high));
  }
  SECTION("labels that are right and wrong together reach as far as one") {
    const auto a = analysis_of([](Corpus& to, const std::string& id, bool is_wrong) {
      const auto end = is_wrong ? 1U : 0U;
      to.add(id, {{"A", 0, 1}, {"B", 4, 5}}, {{"A", 0, 1 + end}, {"B", 4, 5 + end}});
    });
    CHECK(reach(a.macro.f1).first == Approx(reach(scores_of(a, "A").scores.f1).first));
  }
  SECTION("labels of different documents vary apart") {
    const auto a = analysis_of([](Corpus& to, const std::string& id, bool is_wrong) {
      to.add(id, {{"A", 0, 1}}, {{"A", 0, is_wrong ? 2U : 1U}});
      to.add(id + "b", {{"B", 0, 1}}, {{"B", 0, is_wrong ? 2U : 1U}});
    });
    const auto one = reach(scores_of(a, "A").scores.f1);
    CHECK(reach(a.macro.f1).first == Approx(one.first / std::sqrt(2.0)));
    CHECK(reach(a.macro.f1).second == Approx(one.second / std::sqrt(2.0)));
  }
  SECTION("where a label of few documents could be anything, nothing is said") {
    const auto a = analysis_of([](Corpus& to, const std::string& id, bool) {
      if (id.size() == 1 && id < "9")  // in nine
        to.add(id, {{"A", 0, 1}, {"B", 4, 5}}, {{"A", 0, 1}, {"B", 4, 5}});
      else
        to.add(id, {{"A", 0, 1}}, {{"A", 0, 1}});
    });
    CHECK(a.micro.f1.interval);
    CHECK_FALSE(a.macro.f1.interval);
  }
}

TEST_CASE("one repair is worth what the closed forms say") {
  const std::vector<analyze::LabelCounts> counts{{7, 3, 5}, {11, 2, 1}};
  const double f1 = analyze::micro_f1(counts);
  const double d = 2 * (7 + 11) + 3 + 5 + 2 + 1;
  using Kind = analyze::Cell::Kind;
  struct Row {
    Kind kind;
    double worth;
  };
  const Row row = GENERATE_COPY(values<Row>({{Kind::type, 2 / d},
                                             {Kind::type_and_boundary, 2 / d},
                                             {Kind::boundary, 2 / d},
                                             {Kind::missed, (2 - f1) / (d + 1)},
                                             {Kind::spurious, f1 / (d - 1)},
                                             {Kind::unlabelled, (2 - f1) / (d + 1)}}));
  analyze::Repair repair;
  const bool pair = row.kind == Kind::type || row.kind == Kind::type_and_boundary;
  repair.add({row.kind, 0, pair ? 1U : 0U}, 1);
  CHECK(analyze::gain_of(counts, repair).micro_f1 == Approx(row.worth).epsilon(1e-12));
}

TEST_CASE("at 0 and at 1 the interval is Wilson's, below ten documents there is none") {
  const auto all = analyze::measure(sums_of(std::vector<std::pair<int, int>>(10, {1, 1})));
  REQUIRE(all.interval);
  CHECK(all.interval->low == Approx(0.7224672));  // 10 of 10: Wilson 1927
  CHECK(all.interval->high == 1);
  const auto none = analyze::measure(sums_of(std::vector<std::pair<int, int>>(10, {0, 1})));
  CHECK(none.interval->high == Approx(1 - 0.7224672));
  CHECK(none.interval->low == 0);
  CHECK_FALSE(analyze::measure(sums_of(std::vector<std::pair<int, int>>(9, {1, 1}))).interval);
}

TEST_CASE("the difference of shares that are all or nothing has Newcombe's interval") {
  const auto share = [](int right, int documents) {
    std::vector<std::pair<int, int>> each(static_cast<std::size_t>(documents), {0, 1});
    std::fill_n(each.begin(), right, std::pair{1, 1});
    return sums_of(each);
  };
  // Newcombe 1998, Statistics in Medicine 17, table II, method 10.
  const auto wide = analyze::difference(share(10, 10), share(0, 20), {});
  REQUIRE(wide);
  CHECK(wide->low == Approx(0.6791).margin(5e-5));
  CHECK(wide->high == 1);
  CHECK(analyze::difference(share(10, 10), share(0, 10), {})->low == Approx(0.6075).margin(5e-5));
  // None of 12 against 12 of 100, p = 0.35 by Fisher: luck.
  CHECK(analyze::difference(share(0, 12), share(12, 100), {})->high > 0);
  CHECK_FALSE(analyze::difference(share(0, 9), share(12, 100), {}));
}

TEST_CASE("the linearized interval is that of the residuals, worked out one by one") {
  const std::vector<std::pair<int, int>> documents{{1, 2}, {0, 1}, {3, 3}, {1, 1}, {2, 4}, {0, 2},
                                                   {1, 1}, {2, 2}, {1, 3}, {4, 5}, {0, 0}, {1, 1}};
  const auto m = analyze::measure(sums_of(documents));
  const double f = 16.0 / 25;
  double rr = 0;
  for (const auto& [a, d] : documents)
    rr += (a - f * d) * (a - f * d);
  const double error = std::sqrt(11.0 / 10 * rr) / 25;
  const double logit = std::log(f / (1 - f));
  const double half = 2.2281388519649385 * error / (f * (1 - f));  // t, 10 degrees of freedom
  REQUIRE(m.interval);
  CHECK(m.documents == 11);
  CHECK(m.interval->low == Approx(1 / (1 + std::exp(half - logit))));
  CHECK(m.interval->high == Approx(1 / (1 + std::exp(-half - logit))));
}

TEST_CASE("nominal 95 % intervals cover the truth when errors come in clusters") {
  // Documents share a bent: beta-distributed success rate, intra-class correlation 0.1.
  constexpr double truth = 0.8;
  constexpr double spread = 9;  // alpha + beta: 1 / (1 + spread) = 0.1
  std::mt19937 random{20261121};
  std::gamma_distribution<double> good{truth * spread};
  std::gamma_distribution<double> bad{(1 - truth) * spread};
  int covered = 0;
  constexpr int runs = 2000;
  for (int run = 0; run < runs; ++run) {
    std::vector<std::pair<int, int>> documents;
    for (int i = 0; i < 40; ++i) {
      const double x = good(random);
      const double p = x / (x + bad(random));
      const int d = std::uniform_int_distribution<int>{1, 9}(random);
      documents.emplace_back(std::binomial_distribution<int>{d, p}(random), d);
    }
    const auto m = analyze::measure(sums_of(documents));
    covered += m.interval && m.interval->low <= truth && truth <= m.interval->high;
  }
  CHECK(covered > 0.93 * runs);
  CHECK(covered < 0.98 * runs);
}
