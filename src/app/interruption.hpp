// The last line of a command that a signal ends.
#pragma once

#include <cstddef>
#include <mutex>
#include <signal.h>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "app/messages.hpp"

namespace errata::app {

// While it lives, SIGINT, SIGTERM, SIGHUP and SIGQUIT still end the process, but not before it was
// said which models are done; a second one ends it at once, and so does a second that goes by. No
// file is touched: whatever a run leaves must be right after SIGKILL as well. A signal that was
// ignored before stays so. Made before any thread is started, which inherits that signals are
// blocked; outlives them.
class Interruption {
 public:
  struct Words {
    std::string_view done;         // "reported"
    std::string_view advice = {};  // for what is not done; may be empty
  };
  Interruption(const Messages& messages, Words words);
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  // May be called by several threads.
  void expect(std::size_t models);
  void done(const std::string& model);

 private:
  void watch();
  [[noreturn]] void end(int signal);
  std::string line(int signal);

  Messages messages_;
  const Words words_;
  sigset_t before_{};
  int signals_ = -1;  // where they are read from
  int stop_ = -1;
  std::mutex mutex_;  // guards what follows
  std::size_t expected_ = 0;
  std::vector<std::string> done_;
  std::thread watcher_;
};

// "interrupted by SIGINT: 2 of 5 models are reported (orders, tickets); ADVICE"; at most ten names.
// No ADVICE where all are done.
std::string interruption_line(std::string_view signal, const std::vector<std::string>& done,
                              std::size_t expected, const Interruption::Words& words);

}  // namespace errata::app
