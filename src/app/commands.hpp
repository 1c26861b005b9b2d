// What each command does.
#pragma once

#include "app/options.hpp"
#include "core/error.hpp"
#include "fetch/known_secrets.hpp"

namespace errata::app {

// Runs the command. Paths of what was written go to standard output, messages to standard error.
// Secrets that are read become known to `secrets`. Throws Error for what ends the run; `run`
// answers for its models itself.
ExitCode run_command(const Options& options, fetch::KnownSecrets& secrets);

}  // namespace errata::app
