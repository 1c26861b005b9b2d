// A running worker as its parent holds it.
#pragma once

#include <filesystem>
#include <string>
#include <sys/types.h>

#include "fetch/worker.hpp"

namespace errata::fetch {

// What is started: by default this program itself, which then calls worker_main(worker_socket).
struct WorkerProgram {
  std::filesystem::path path = "/proc/self/exe";
  std::string argument = worker_argument;
};

// A child in a process group of its own, with an empty environment (but for OpenSSL's two
// variables) and one open socket. Killed when the object dies.
class WorkerProcess {
 public:
  explicit WorkerProcess(const WorkerProgram& program);  // throws FetchError
  ~WorkerProcess();
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  int socket() const { return socket_; }

  // Kills it if it still runs, and says how it ended: "ended by signal 11", "exit code 1".
  std::string end();

 private:
  int socket_ = -1;
  pid_t process_ = -1;
};

}  // namespace errata::fetch
