#include <exception>
#include <iostream>
#include <signal.h>
#include <string>
#include <sys/stat.h>
#include <vector>

#include "app/commands.hpp"
#include "app/options.hpp"
#include "core/error.hpp"
#include "fetch/known_secrets.hpp"
#include "fetch/worker.hpp"

namespace {

errata::ExitCode run(const std::vector<std::string>& arguments) {
  using namespace errata;
  fetch::KnownSecrets secrets;
  try {
    const auto options = app::parse_options(arguments);
    return options ? app::run_command(*options, secrets) : ExitCode::done;
  } catch (const Error& e) {
    std::cerr << "errata: " << secrets.redact(e.what()) << '\n';
    return e.code();
  } catch (const std::exception& e) {
    std::cerr << "errata: internal error: " << secrets.redact(e.what()) << '\n';
    return ExitCode::internal;
  }
}

}  // namespace

int main(int argc, char* argv[]) {
  ::signal(SIGPIPE, SIG_IGN);  // a peer or a pipe that goes away is an error, not our end
  ::umask(027);
  const std::vector<std::string> arguments{argv + 1, argv + argc};
  if (arguments.size() == 1 && arguments[0] == errata::fetch::worker_argument)
    return errata::fetch::worker_main(errata::fetch::worker_socket);
  return static_cast<int>(run(arguments));
}
