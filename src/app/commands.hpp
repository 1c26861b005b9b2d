// What each command does.
#pragma once

#include "app/messages.hpp"
#include "app/options.hpp"
#include "core/error.hpp"

namespace errata::app {

// As loud and in the format that the options ask for.
Messages messages_of(const Options& options);

// Runs the command. Paths of what was written go to standard output, messages to standard error;
// secrets that are read become known to `messages`. Throws Error for what ends the run; `run`
// answers for its models itself.
ExitCode run_command(const Options& options, Messages& messages);

}  // namespace errata::app
