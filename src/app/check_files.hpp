// Whether the files that a model's input options name can be read.
#pragma once

#include "app/config.hpp"
#include "app/faults.hpp"

namespace errata::app {

// A file that is not there, an encoding that nobody knows and a label map that cannot be read are
// faults at the line of the key. Those of `input` are not looked at here: they may be patterns.
void check_input_files(const ModelConfig& model, Faults& faults);

}  // namespace errata::app
