#include <algorithm>
#include <string>

#include "core/text.hpp"
#include "render/enum_names.hpp"
#include "render/format.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

using model::Gate;
using model::GateOutcome;

constexpr std::size_t first_gates = 4;  // what stands behind should not be pushed off the screen

bool is_drop(const Gate& gate) {
  return !gate.is_least && !gate.is_count;
}

// A drop is shown as the change that it is.
std::string limit_of(const Gate& gate) {
  return (is_drop(gate) && gate.limit > 0 ? "-" : "") + decimal(gate.limit);
}

std::string value_of(const Gate& gate) {
  if (!gate.value)
    return {};
  if (gate.is_count)
    return count(static_cast<std::uint64_t>(*gate.value));
  return is_drop(gate) ? gain(-*gate.value) : score_beside(*gate.value, gate.limit);
}

std::string interval_of(const Gate& gate) {
  if (!gate.interval)
    return {};
  const auto [low, high] = *gate.interval;
  return is_drop(gate) ? gain_interval(model::Measure::Interval{-high, -low})
                       : "[" + score(low) + ", " + score(high) + "]";
}

bool is_within_interval(const Gate& gate) {
  return gate.interval && gate.interval->low < gate.limit && gate.limit < gate.interval->high;
}

View gate_view(const Gate& gate, const Wording& wording) {
  const auto outcome = name_of_value(gate.outcome);
  View view;
  wording.set_term(view, "g_name", "gates", gate.name);
  wording.set_term(view, "g_outcome", "gate-outcomes", outcome);
  view.own("g_css", std::string{outcome}).flag("g_least", gate.is_least || is_drop(gate));
  view.own("g_limit", limit_of(gate)).optional_own("g_value", value_of(gate));
  view.optional_own("g_interval", interval_of(gate));
  const bool is_open = is_within_interval(gate);
  view.flag("g_by_value", is_open && gate.outcome == GateOutcome::crossed);
  view.flag("g_doubtful", is_open && gate.outcome == GateOutcome::doubtful);
  view.optional_outside("g_label", gate.label);
  view.flag("has_g_lack", gate.lack != model::GateLack::none);
  wording.set_term(view, "g_lack", "gate-lacks", name_of_value(gate.lack));
  return view;
}

// Those that ask for a decision first, each kind in the order that the user gave.
std::vector<const Gate*> by_concern(const std::vector<Gate>& gates) {
  std::vector<const Gate*> ordered;
  for (const auto outcome : {GateOutcome::crossed, GateOutcome::doubtful,
                             GateOutcome::not_assessable, GateOutcome::passed})
    for (const auto& gate : gates)
      if (gate.outcome == outcome)
        ordered.push_back(&gate);
  return ordered;
}

std::uint64_t gates_that(const std::vector<Gate>& gates, GateOutcome outcome) {
  return static_cast<std::uint64_t>(std::ranges::count(gates, outcome, &Gate::outcome));
}

}  // namespace

void set_gates(View& view, const Context& context) {
  const auto& gates = context.analysis.gates;
  view.number("gates_passed", gates_that(gates, GateOutcome::passed));
  view.number("gates_doubtful", gates_that(gates, GateOutcome::doubtful));
  view.number("gates_crossed", gates_that(gates, GateOutcome::crossed));
  view.number("gates_open", gates_that(gates, GateOutcome::not_assessable));
  view.number("gates_count", gates.size());
  const auto ordered = by_concern(gates);
  const auto shown = std::min(ordered.size(), context.rows);
  std::vector<View> rows;
  std::vector<View> rest;
  for (std::size_t i = 0; i < shown; ++i)
    (i < first_gates ? rows : rest).push_back(gate_view(*ordered[i], context.wording));
  view.number("gates_rest_count", rest.size());
  view.list("gates_rest", std::move(rest));
  view.list("gates", std::move(rows)).listed("gates", {shown, gates.size()});
}

}  // namespace errata::render
