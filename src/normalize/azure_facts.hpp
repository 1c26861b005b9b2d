// Provenance from what the project and its models say of themselves.
#pragma once

#include "normalize/intake.hpp"

namespace errata::normalize {

// Facts of inputs.project and inputs.models into intake.test_set.source, for the model of the test
// set. A file that cannot be read is a remark: no score rests on it.
void add_azure_facts(Intake& intake);

}  // namespace errata::normalize
