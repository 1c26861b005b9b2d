// The gates that a user may set: key `gates` of the config, --gates, and ERRATA_GATES.
#pragma once

#include <string>
#include <vector>

#include "analyze/gates.hpp"
#include "core/error.hpp"
#include "model/analysis.hpp"

namespace errata::app {

// "micro_f1 >= 0.80, new_errors <= 0". Throws UsageError that begins with `where`: for a name that
// no gate has, with the nearest one; for a limit on the wrong side, or that cannot be; for a gate
// that is set twice.
std::vector<analyze::GateLimit> parse_gates(const std::string& list, const std::string& where);

// Those of `over` in place of those of `under` with the same name.
std::vector<analyze::GateLimit> joined(std::vector<analyze::GateLimit> under,
                                       const std::vector<analyze::GateLimit>& over);

// "micro_f1 >= 0.8"
std::string shown(const analyze::GateLimit& limit);

// The exit code of a report that is complete: gate where a gate is crossed, else done.
ExitCode code_of_gates(const model::Analysis& analysis);

// "gate failed: micro_f1 >= 0.8 (0.750)", one for each that is crossed.
std::vector<std::string> crossed_gates(const model::Analysis& analysis);

}  // namespace errata::app
