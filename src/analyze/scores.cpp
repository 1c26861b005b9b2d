#include "analyze/scores.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <tuple>

#include "analyze/gain.hpp"
#include "analyze/interval.hpp"
#include "analyze/real.hpp"

namespace errata::analyze {

using model::ErrorClass;
using model::Measure;
using model::Scores;

namespace {

Scores scores_of(const ItemSums& sums) {
  return {measure(sums.precision()), measure(sums.recall()), measure(sums.f1())};
}

// Mean of the labels' scores, each with a weight.
template <typename Weight>
Scores mean(const std::vector<model::LabelScores>& labels, std::uint64_t documents, Weight weight) {
  Scores sum;
  double total = 0;
  for (const auto& label : labels) {
    const double w = weight(label);
    total += w;
    sum.precision.value += w * label.scores.precision.value;
    sum.recall.value += w * label.scores.recall.value;
    sum.f1.value += w * label.scores.f1.value;
  }
  for (auto* m : {&sum.precision, &sum.recall, &sum.f1}) {
    m->defined = total > 0;
    m->documents = documents;
    m->value = total > 0 ? m->value / total : 0;
  }
  return sum;
}

// Of macro F1. Nothing where a label stands in fewer documents than `documents_for_interval`, as
// its F1 there is lower on average than on all documents, or where some documents have too many
// labels to tell how these go together.
std::optional<Measure::Interval> macro_interval(const Tally& tally) {
  const auto is_rare = [](const LabelTally& label) {
    return label.sums.with_any > 0 && label.sums.with_any < documents_for_interval;
  };
  if (tally.all.with_any == 0 || tally.with_many_labels > 0 ||
      std::ranges::any_of(tally.labels, is_rare))
    return {};
  std::vector<std::size_t> place(tally.labels.size());
  std::vector<RatioSums> ratios;
  for (std::size_t id = 0; id < tally.labels.size(); ++id) {
    place[id] = ratios.size();
    if (tally.labels[id].sums.with_any > 0)
      ratios.push_back(tally.labels[id].sums.f1());
  }
  std::vector<RatioPair> pairs;
  for (const auto& [pair, products] : tally.products)
    pairs.push_back({place[pair.first], place[pair.second], products.f1()});
  return mean_interval(ratios, pairs);
}

model::LabelScores label_scores(const LabelTally& tally, const std::string& name) {
  model::LabelScores scores;
  scores.label = name;
  scores.gold = tally.sums.gold;
  scores.predicted = tally.sums.predicted;
  scores.true_positives = tally.sums.tp;
  scores.false_positives = tally.sums.predicted - tally.sums.tp;
  scores.false_negatives = tally.sums.gold - tally.sums.tp;
  scores.scores = scores_of(tally.sums);
  scores.gold_documents = tally.sums.with_gold;
  return scores;
}

std::optional<double> ratio(double part, double of) {
  return of > 0 ? std::optional{part / of} : std::nullopt;
}

void set_if_defined(model::Analysis& analysis, const char* name, std::optional<double> value) {
  if (value)
    analysis.others[name] = *value;
}

// Of the square table gold × predicted, "nothing" being a label of both sides.
struct Agreement {
  double documents = 0, right = 0;
  double products = 0, gold_squares = 0, predicted_squares = 0;  // Σ g·p, Σ g², Σ p²

  void add(double gold, double predicted) {
    products += gold * predicted;
    gold_squares += gold * gold;
    predicted_squares += predicted * predicted;
  }
  std::optional<double> kappa() const {
    return ratio(right * documents - products, documents * documents - products);
  }
  std::optional<double> mcc() const {
    const double nn = documents * documents;
    return ratio(right * documents - products,
                 std::sqrt((nn - gold_squares) * (nn - predicted_squares)));
  }
};

void fill_single_label(const Tally& tally, model::Analysis& analysis) {
  Agreement agreement;
  agreement.documents = real(tally.documents);
  agreement.right = real(tally.all.tp + (tally.documents - tally.all.with_any));
  for (const auto& label : tally.labels)
    agreement.add(real(label.sums.gold), real(label.sums.predicted));
  agreement.add(real(tally.documents - tally.all.with_gold),
                real(tally.documents - tally.all.with_predicted));
  set_if_defined(analysis, "cohen_kappa", agreement.kappa());
  set_if_defined(analysis, "mcc", agreement.mcc());
  analysis.accuracy =
      measure(share_of_documents(tally.documents - tally.with_errors, tally.documents));
}

void fill_multi_label(const Tally& tally, model::Analysis& analysis) {
  const double decisions = real(tally.documents) * real(analysis.labels.size());
  const double wrong = real(tally.all.gold + tally.all.predicted - 2 * tally.all.tp);
  set_if_defined(analysis, "hamming_loss", ratio(wrong, decisions));
  analysis.accuracy =
      measure(share_of_documents(tally.documents - tally.with_errors, tally.documents));
}

ByClass sum_by_class(const Tally& tally) {
  ByClass sum{};
  for (const auto& label : tally.labels)
    for (std::size_t i = 0; i < sum.size(); ++i)
      sum[i] +=
          i == static_cast<std::size_t>(ErrorClass::spurious) ? label.predicted[i] : label.gold[i];
  return sum;
}

struct Met {
  std::uint64_t correct = 0, incorrect = 0, partial = 0;
};

model::Scheme scheme_of(const Met& met, std::uint64_t missed, std::uint64_t spurious) {
  const double credit = real(met.correct) + real(met.partial) / 2;
  const double all_met = real(met.correct + met.incorrect + met.partial);
  const double possible = all_met + real(missed);
  const double actual = all_met + real(spurious);
  return {.correct = met.correct,
          .incorrect = met.incorrect,
          .partial = met.partial,
          .missed = missed,
          .spurious = spurious,
          .precision = ratio(credit, actual),
          .recall = ratio(credit, possible),
          .f1 = ratio(2 * credit, possible + actual)};
}

model::Schemes schemes_of(const ByClass& count) {
  const auto [correct, type, boundary, both, missed, spurious] = count;
  return {.strict = scheme_of({correct, type + boundary + both, 0}, missed, spurious),
          .exact = scheme_of({correct + type, boundary + both, 0}, missed, spurious),
          .partial = scheme_of({correct + type, 0, boundary + both}, missed, spurious),
          .type = scheme_of({correct + boundary, type + both, 0}, missed, spurious)};
}

void fill_classes(const Tally& tally, model::Analysis& analysis) {
  const auto count = sum_by_class(tally);
  const auto counts = counts_of(tally);
  analysis.by_class.resize(model::error_classes);
  for (std::size_t i = 0; i < model::error_classes; ++i) {
    const auto repair = repair_of_class(tally, static_cast<ErrorClass>(i));
    analysis.by_class[i] = {real(count[i]), gain_of(counts, repair)};
  }
  if (tally.task == model::Task::entities)
    analysis.schemes = schemes_of(count);
}

void leave_precision(Scores& scores) {
  for (auto* measure : {&scores.recall, &scores.f1}) {
    const auto documents = measure->documents;
    *measure = {};
    measure->documents = documents;
    measure->defined = false;
  }
}

}  // namespace

void leave_precision(model::Analysis& analysis) {
  for (auto* scores : {&analysis.micro, &analysis.macro, &analysis.weighted})
    leave_precision(*scores);
  analysis.weighted.precision = analysis.weighted.recall;  // the weights are items of gold
  for (auto& label : analysis.labels)
    leave_precision(label.scores);
  if (auto& schemes = analysis.schemes)
    for (auto* scheme : {&schemes->strict, &schemes->exact, &schemes->partial, &schemes->type})
      scheme->recall = scheme->f1 = std::nullopt;
  // A person has looked at each prediction, and at no other place.
  for (auto& finding : analysis.findings)
    std::erase_if(finding.facts, [](const model::Fact& fact) {
      return fact.name == "recall" || fact.name == "untouching";
    });
  analysis.unlabeled.clear();
  analysis.unlabeled_total = 0;
  analysis.audit.clear();
  analysis.audit_total = 0;
  analysis.over_labelled.clear();
  analysis.over_labelled_total = 0;
  analysis.minority_labels.clear();
  analysis.minority_labels_total = 0;
  analysis.label_edges.clear();
  analysis.label_edges_total = 0;
  analysis.conflicts.clear();
  analysis.conflicts_total = analysis.conflict_pairs = 0;
  analysis.conflicts_cut = false;
  analysis.accuracy.reset();
  analysis.others.clear();
  analysis.sweep.reset();
  analysis.slices.clear();
  analysis.accepted.reset();
}

std::vector<model::LabelId> labels_by_support(const Tally& tally, const model::LabelSet& labels) {
  std::vector<model::LabelId> ids;
  for (model::LabelId id = 0; id < tally.labels.size(); ++id)
    if (tally.labels[id].sums.with_any > 0)
      ids.push_back(id);
  std::ranges::sort(ids, [&](model::LabelId a, model::LabelId b) {
    return std::tuple{tally.labels[b].sums.gold, labels.name(a)} <
           std::tuple{tally.labels[a].sums.gold, labels.name(b)};
  });
  return ids;
}

void fill_scores(const Tally& tally, const model::LabelSet& labels, model::Analysis& analysis) {
  analysis.documents = tally.documents;
  analysis.gold = tally.all.gold;
  analysis.predicted = tally.all.predicted;
  analysis.documents_with_errors = tally.with_errors;
  analysis.documents_with_text = tally.with_text;
  for (const auto id : labels_by_support(tally, labels))
    analysis.labels.push_back(label_scores(tally.labels[id], labels.name(id)));
  analysis.micro = scores_of(tally.all);
  analysis.macro = mean(analysis.labels, tally.documents, [](const auto&) { return 1.0; });
  analysis.macro.f1.interval = macro_interval(tally);
  analysis.weighted =
      mean(analysis.labels, tally.documents, [](const auto& label) { return real(label.gold); });
  analysis.sweep = tally.sweep.finish(tally.all.gold);
  if (tally.task == model::Task::single_label)
    fill_single_label(tally, analysis);
  if (tally.task == model::Task::multi_label)
    fill_multi_label(tally, analysis);
  fill_classes(tally, analysis);
}

}  // namespace errata::analyze
