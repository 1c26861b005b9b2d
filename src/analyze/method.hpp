// Settings and definitions of an analysis, for the report's last section.
#pragma once

#include <map>
#include <string>

#include "analyze/tally.hpp"

namespace errata::analyze {

// Name -> value: every number that a claim rests on, and what was left out for size.
std::map<std::string, std::string> method_of(const Tally& tally);

}  // namespace errata::analyze
