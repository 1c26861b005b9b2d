// Brings what was fetched to the disk while the next answer is on its way.
#pragma once

#include <condition_variable>
#include <exception>
#include <filesystem>
#include <mutex>
#include <thread>
#include <vector>

#include "fetch/journal.hpp"

namespace errata::fetch {

// A thread that syncs files one by one, and then the journal that vouches for them.
class Syncer {
 public:
  explicit Syncer(Journal& journal);
  ~Syncer();
  Syncer(const Syncer&) = delete;
  Syncer& operator=(const Syncer&) = delete;

  void file(std::filesystem::path path);  // its line is in the journal already

  // Waits until all are on the disk. Throws the first fault of the thread.
  void wait();

 private:
  void work();

  Journal& journal_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::vector<std::filesystem::path> waiting_;
  bool is_busy_ = false;
  bool is_ending_ = false;
  std::exception_ptr fault_;
  std::thread thread_;
};

}  // namespace errata::fetch
