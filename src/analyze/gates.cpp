#include "analyze/gates.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "analyze/interval.hpp"
#include "analyze/real.hpp"

namespace errata::analyze {

namespace {

using model::Analysis;
using model::Gate;
using model::GateLack;
using model::GateOutcome;
using model::Measure;

void lacks(Gate& gate, GateLack lack) {
  gate.outcome = GateOutcome::not_assessable;
  gate.lack = lack;
}

// Scores are sums and quotients: what their last bits say decides nothing.
constexpr double rounding = 1e-12;

// Of fewer documents nothing is said about others.
bool is_too_small(std::uint64_t documents) {
  return documents < documents_for_interval;
}

void judge_least(Gate& gate, const Measure& measure) {
  if (!measure.defined)
    return lacks(gate, GateLack::measure);
  gate.value = measure.value;
  gate.interval = measure.interval;
  const auto least = gate.limit - rounding;
  const bool is_sure = measure.interval && measure.interval->low >= least;
  gate.outcome = measure.value < least ? GateOutcome::crossed
                 : is_sure             ? GateOutcome::passed
                                       : GateOutcome::doubtful;
}

void judge_count(Gate& gate, std::uint64_t number) {
  gate.value = real(number);
  const bool is_within = gate.is_least ? *gate.value >= gate.limit : *gate.value <= gate.limit;
  gate.outcome = is_within ? GateOutcome::passed : GateOutcome::crossed;
}

void judge_accuracy(const Analysis& analysis, Gate& gate) {
  if (!analysis.accuracy)
    return lacks(gate, GateLack::measure);
  judge_least(gate, *analysis.accuracy);
}

// The worst label of those that stand in enough documents for a claim.
void judge_labels(const Analysis& analysis, Gate& gate) {
  if (!analysis.micro.f1.defined)
    return lacks(gate, GateLack::measure);
  const model::LabelScores* worst = nullptr;
  for (const auto& label : analysis.labels) {
    const auto& f1 = label.scores.f1;
    if (f1.defined && f1.interval && (worst == nullptr || f1.value < worst->scores.f1.value))
      worst = &label;
  }
  if (worst == nullptr)
    return lacks(gate, GateLack::documents);
  gate.label = worst->label;
  judge_least(gate, worst->scores.f1);
}

// The comparison, where errors and scores of both sides can be set against each other.
const model::Comparison* comparison_for(const Analysis& analysis, Gate& gate) {
  if (!analysis.comparison) {
    lacks(gate, GateLack::baseline);
    return nullptr;
  }
  if (analysis.comparison->verdict == model::Verdict::not_comparable) {
    lacks(gate, GateLack::comparison);
    return nullptr;
  }
  return &*analysis.comparison;
}

// Passed is only what would be passed with more documents, and with labels of the same names.
void doubt(Gate& gate, const model::Comparison& comparison) {
  if (gate.outcome != GateOutcome::passed)
    return;
  if (comparison.gone_predictions > 0) {
    lacks(gate, GateLack::labels);
    gate.value.reset();
    gate.interval.reset();
  } else if (is_too_small(comparison.compared))
    gate.outcome = GateOutcome::doubtful;
}

void judge_change(Gate& gate, std::uint64_t number, const model::Comparison& comparison) {
  judge_count(gate, number);
  doubt(gate, comparison);
}

// Where each document has one label on both sides, micro F1 is the accuracy and stands as that.
const model::Difference* change_of_micro_f1(const model::Comparison& comparison) {
  for (const auto* name : {"micro_f1", "accuracy"}) {
    const auto found = std::ranges::find(comparison.scores, name, &model::ScoreChange::name);
    if (found != comparison.scores.end())
      return found->difference ? &*found->difference : nullptr;
  }
  return nullptr;
}

void judge_drop(const Analysis& analysis, Gate& gate) {
  const auto* const comparison = comparison_for(analysis, gate);
  if (comparison == nullptr)
    return;
  const auto* const difference = change_of_micro_f1(*comparison);
  if (difference == nullptr)
    return lacks(gate, comparison->gone_predictions > 0 ? GateLack::labels : GateLack::comparison);
  gate.value = -difference->change();
  if (const auto& range = difference->interval)
    gate.interval = Measure::Interval{-range->high, -range->low};
  const auto most = gate.limit + rounding;
  const bool is_within = gate.interval && gate.interval->high <= most;
  const bool is_beyond = gate.interval && gate.interval->low > most;
  gate.outcome = is_within   ? GateOutcome::passed
                 : is_beyond ? GateOutcome::crossed
                             : GateOutcome::doubtful;
  doubt(gate, *comparison);
}

void judge_worse_labels(const Analysis& analysis, Gate& gate) {
  if (const auto* const comparison = comparison_for(analysis, gate))
    judge_change(gate,
                 static_cast<std::uint64_t>(
                     std::ranges::count_if(comparison->labels, &model::LabelChange::became_worse)),
                 *comparison);
}

void judge_new_errors(const Analysis& analysis, Gate& gate) {
  if (const auto* const comparison = comparison_for(analysis, gate))
    judge_change(gate, comparison->new_errors.count, *comparison);
}

constexpr auto table = std::to_array<GateRow>({
    {"micro_f1", true, false, [](const Analysis& a, Gate& g) { judge_least(g, a.micro.f1); }},
    {"macro_f1", true, false, [](const Analysis& a, Gate& g) { judge_least(g, a.macro.f1); }},
    {"precision", true, false,
     [](const Analysis& a, Gate& g) { judge_least(g, a.micro.precision); }},
    {"recall", true, false, [](const Analysis& a, Gate& g) { judge_least(g, a.micro.recall); }},
    {"accuracy", true, false, judge_accuracy},
    {"label_f1", true, false, judge_labels},
    {"documents", true, true, [](const Analysis& a, Gate& g) { judge_count(g, a.documents); }},
    {"drop", false, false, judge_drop},
    {"worse_labels", false, true, judge_worse_labels},
    {"new_errors", false, true, judge_new_errors},
});

}  // namespace

std::span<const GateRow> gate_table() {
  return table;
}

const GateRow* find_gate(std::string_view name) {
  const auto* const found = std::ranges::find(table, name, &GateRow::name);
  return found == table.end() ? nullptr : found;
}

std::vector<Gate> judge_gates(const std::vector<GateLimit>& limits, const Analysis& analysis) {
  std::vector<Gate> gates;
  for (const auto& [row, limit] : limits) {
    Gate gate{.name = std::string{row->name},
              .is_least = row->is_least,
              .is_count = row->is_count,
              .limit = limit};
    row->judge(analysis, gate);
    gates.push_back(std::move(gate));
  }
  return gates;
}

}  // namespace errata::analyze
