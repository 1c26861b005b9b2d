// The models of a config, one after another.
#pragma once

#include "app/config.hpp"
#include "app/messages.hpp"
#include "core/error.hpp"
#include "fetch/known_secrets.hpp"

namespace errata::app {

// `errata run`: every model through the four stages. A model that fails leaves no run folder and
// does not stop the others; the highest-ranking cause is the exit code. `only` names one model,
// empty for all. Throws LockedError or OutputError before any model is begun.
ExitCode run_models(const Config& config, const std::string& only, fetch::KnownSecrets& secrets,
                    const Messages& messages);

// `errata fetch`: only the first stage, one raw folder a model below `output`. Failures and exit
// code as above.
ExitCode fetch_models(const Config& config, const std::string& only,
                      const std::filesystem::path& output, fetch::KnownSecrets& secrets,
                      const Messages& messages);

// `errata check --online`: a first word with the source of every model, which says what a run would
// take. Failures and exit code as above; ends in seconds.
ExitCode probe_models(const Config& config, const std::string& only, fetch::KnownSecrets& secrets,
                      const Messages& messages);

// The models that `only` asks for. Throws UsageError where there is none of that name.
std::vector<const ModelConfig*> chosen_models(const Config& config, const std::string& only);

}  // namespace errata::app
