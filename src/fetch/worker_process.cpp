#include "fetch/worker_process.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include <spawn.h>

#include "core/error.hpp"
#include "fetch/worker.hpp"

namespace errata::fetch {

namespace {

[[noreturn]] void fail(const char* call, int code) {
  throw FetchError{std::string{"the fetch worker cannot be started: "} + call + ": " +
                   std::strerror(code) + " [E-WORKER]"};
}

// What the child finds open: nothing to read, nowhere to write but standard error, and its socket.
class FileActions {
 public:
  explicit FileActions(int socket) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawn_file_actions_adddup2(&actions_, socket, worker_socket);
    ::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addclosefrom_np(&actions_, worker_socket + 1);
  }
  ~FileActions() { ::posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

// Its own process group, so that an interrupt on the terminal reaches the parent only.
class Attributes {
 public:
  Attributes() {
    ::posix_spawnattr_init(&attributes_);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    sigset_t none;
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
  }
  ~Attributes() { ::posix_spawnattr_destroy(&attributes_); }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

std::vector<std::string> environment() {
  std::vector<std::string> kept;
  for (const char* name : {"SSL_CERT_FILE", "SSL_CERT_DIR"})
    if (const char* value = std::getenv(name))
      kept.push_back(std::string{name} + "=" + value);
  return kept;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (auto& text : texts)
    pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::string ending(int status) {
  if (WIFSIGNALED(status))
    return "ended by signal " + std::to_string(WTERMSIG(status));
  return "exit code " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

WorkerProcess::WorkerProcess(const WorkerProgram& program) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
    fail("socketpair", errno);
  std::vector<std::string> arguments{program.path.string(), program.argument};
  auto variables = environment();
  const FileActions actions{ends[1]};
  const Attributes attributes;
  const int fault = ::posix_spawn(&process_, program.path.c_str(), actions.get(), attributes.get(),
                                  pointers_to(arguments).data(), pointers_to(variables).data());
  ::close(ends[1]);
  socket_ = ends[0];
  if (fault != 0) {
    ::close(socket_);
    fail("posix_spawn", fault);
  }
}

WorkerProcess::~WorkerProcess() {
  end();
  ::close(socket_);
}

std::string WorkerProcess::end() {
  const auto process = std::exchange(process_, -1);
  if (process < 0)
    return "ended before";
  ::kill(process, SIGKILL);  // one that has ended keeps its own status
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  return ending(status);
}

}  // namespace errata::fetch
