// One run at a time for an output folder.
#pragma once

#include <filesystem>

namespace errata::app {

// Held until destroyed; the kernel releases it when the process dies, however it dies.
class Lock {
 public:
  // Creates `folder` where it is missing, and removes it in the end where it stayed empty. Throws
  // LockedError with the holder's process number and since when it runs, or OutputError where the
  // folder cannot be written.
  explicit Lock(const std::filesystem::path& folder);
  ~Lock();
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

 private:
  bool acquire();

  std::filesystem::path folder_;
  bool made_folder_ = false;
  int file_ = -1;
};

}  // namespace errata::app
