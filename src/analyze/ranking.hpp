// In which order findings are told.
#pragma once

#include <vector>

#include "analyze/rules.hpp"

namespace errata::analyze {

// Best first: strong or moderate evidence before weak; of these, what is new before what the
// findings above it repair for the most part (more than `mostly_told` of its items), so that one
// problem is not told three times over; then the better evidence, the most micro F1 gained for a
// document to open, the most micro F1 gained, and the id.
//
// A finding that stands for others (Candidate::stands_for) comes where the best of them would,
// unless its own evidence is weak.
//
// Sets the facts "shares" and "shares_count" of the first caps::kept_findings: of the findings
// above, the first with which it shares most items. Gains are given.
void rank(std::vector<Candidate>& candidates, const Tally& tally);

}  // namespace errata::analyze
