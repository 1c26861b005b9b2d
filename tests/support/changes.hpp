// What changed, as a report shows it: one of everything that a Comparison can hold.
#pragma once

#include <string>

#include "model/comparison.hpp"

namespace errata::test {

model::Comparison changes();

// Every text that comes from outside set to `text`.
void make_hostile(model::Comparison& comparison, const std::string& text);

}  // namespace errata::test
