// The models of a config, several at a time.
#pragma once

#include <filesystem>
#include <string>

#include "app/config.hpp"
#include "app/messages.hpp"
#include "app/model_run.hpp"
#include "core/error.hpp"

namespace errata::app {

// `errata run`: every model through the four stages. A model that fails leaves no run folder and
// does not stop the others; the highest-ranking cause is the exit code. Throws LockedError or
// OutputError before any model is begun.
ExitCode run_models(const Config& config, const RunChoice& choice, Messages& messages);

// `errata fetch`: only the first stage, one raw folder a model below `output`. Failures, exit code
// and exceptions as above.
ExitCode fetch_models(const Config& config, const RunChoice& choice,
                      const std::filesystem::path& output, Messages& messages);

// `errata check --online`: a first word with the source of every model, which says what a run would
// take. Failures and exit code as above; ends in seconds.
ExitCode probe_models(const Config& config, const std::string& only, Messages& messages);

}  // namespace errata::app
