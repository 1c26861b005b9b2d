// Gates: what a model must reach, by the user's word. A measured score below its least is crossed,
// whatever its interval; a drop is crossed only beyond chance, so that noise does not cry wolf.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "model/analysis.hpp"
#include "model/gate.hpp"

namespace errata::analyze {

// How a gate finds its value: outcome, lack, value, interval and label are set.
struct GateRow {
  std::string_view name;
  bool is_least;
  bool is_count;  // whole numbers from 0; else 0 to 1
  void (*judge)(const model::Analysis& analysis, model::Gate& gate);
};

std::span<const GateRow> gate_table();

// Nothing where none is called so.
const GateRow* find_gate(std::string_view name);

struct GateLimit {
  const GateRow* row = nullptr;
  double limit = 0;
};

// In the order of the limits. The comparison with a baseline, if there is one, stands in the
// analysis already.
std::vector<model::Gate> judge_gates(const std::vector<GateLimit>& limits,
                                     const model::Analysis& analysis);

}  // namespace errata::analyze
