// `errata run`: every model of the config through the four stages.
#pragma once

#include "app/config.hpp"
#include "app/messages.hpp"
#include "core/error.hpp"

namespace errata::app {

// A model that fails leaves no run folder and does not stop the others; the highest-ranking cause
// is the exit code. `only` names one model, empty for all. Throws LockedError or OutputError before
// any model is begun.
ExitCode run_models(const Config& config, const std::string& only, const Messages& messages);

// The models that `only` asks for. Throws UsageError where there is none of that name.
std::vector<const ModelConfig*> chosen_models(const Config& config, const std::string& only);

}  // namespace errata::app
