// What a config must say, and what it must not say together.
#pragma once

#include "app/config.hpp"
#include "app/faults.hpp"

namespace errata::app {

// One section by itself.
void check_source(const SourceConfig& source, Faults& faults);
// Of a source whose section names no credential, not even a wrong one.
void check_credential(const SourceConfig& source, Faults& faults);
void check_model(const ModelConfig& model, Faults& faults);

// The sections together: the sources that models name, models that would share a folder.
void check_whole(const Config& config, Faults& faults);

}  // namespace errata::app
