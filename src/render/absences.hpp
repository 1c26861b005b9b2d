// Sections that have nothing to say of an analysis, and why.
#pragma once

#include <string_view>

#include "model/analysis.hpp"

namespace errata::render {

// Why the section of that name is not in the report, as words/absences.mustache names it: it does
// not concern the task, or there is nothing of its kind in the data. Empty where it is there.
std::string_view absence_of(std::string_view section, const model::Analysis& analysis);

}  // namespace errata::render
