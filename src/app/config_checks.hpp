// What a config must say, and what it must not say together.
#pragma once

#include <string>

#include "app/config.hpp"
#include "app/faults.hpp"

namespace errata::app {

// One section by itself.
void check_source(const SourceConfig& source, Faults& faults);
// Of a source whose section names no credential, not even a wrong one.
void check_credential(const SourceConfig& source, Faults& faults);
void check_model(const ModelConfig& model, Faults& faults);

// Whether a URL has a signature in it, which is refused.
bool holds_signature(const std::string& url);

// Whether the model's source is of a kind whose texts may stand in a container; an unknown one is.
bool may_have_container(const ModelConfig& model, const Config& config);

// The sections together: the sources that models name, models that would share a folder.
void check_whole(const Config& config, Faults& faults);

}  // namespace errata::app
