#include <exception>
#include <signal.h>
#include <string>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <vector>

#include "app/commands.hpp"
#include "app/options.hpp"
#include "core/error.hpp"
#include "fetch/worker.hpp"

namespace {

using namespace errata;

// An error of a command is said as the command's own messages are.
ExitCode run(const std::vector<std::string>& arguments) {
  app::Messages messages{app::Loudness::normal};
  try {
    const auto options = app::parse_options(arguments);
    if (!options)
      return ExitCode::done;
    messages = app::messages_of(*options);
    return app::run_command(*options, messages);
  } catch (const Error& e) {
    messages.error(e.what());
    return e.code();
  } catch (const std::exception& e) {
    messages.error(std::string{"internal error: "} + e.what());
    return ExitCode::internal;
  }
}

// Secrets are in memory, so no image of it may be written. A limit alone does not hold where core
// files are piped to a program.
void keep_out_of_core_files() {
  constexpr rlimit none{0, 0};
  (void)::setrlimit(RLIMIT_CORE, &none);
  (void)::prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace

int main(int argc, char* argv[]) {
  (void)::signal(SIGPIPE, SIG_IGN);  // a peer or a pipe that goes away is an error, not our end
  ::umask(027);
  keep_out_of_core_files();
  const std::vector<std::string> arguments{argv + 1, argv + argc};
  if (arguments.size() == 1 && arguments[0] == fetch::worker_argument)
    return fetch::worker_main(fetch::worker_socket);
  return static_cast<int>(run(arguments));
}
