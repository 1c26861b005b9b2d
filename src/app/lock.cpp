#include "app/lock.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "app/clock.hpp"
#include "core/error.hpp"
#include "core/text.hpp"

namespace errata::app {

namespace fs = std::filesystem;

namespace {

fs::path lock_file(const fs::path& folder) {
  return folder / ".errata.lock";
}

// Whether the open file is still the one under that name: a run that ends may have removed it.
bool is_current(int file, const fs::path& path) {
  struct stat opened {};
  struct stat named {};
  return ::fstat(file, &opened) == 0 && ::stat(path.c_str(), &named) == 0 &&
         opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

// " (process 123, since 2026-11-21T020000Z)" by what the holder has written, when it has. Read
// through the open file: the holder may remove its name at any time.
std::string holder_of(int file) {
  std::array<char, 32> text{};
  struct stat info {};
  const auto got = ::pread(file, text.data(), text.size(), 0);
  if (got <= 0 || ::fstat(file, &info) != 0)
    return {};
  const std::chrono::sys_seconds since{std::chrono::seconds{info.st_mtim.tv_sec}};
  const std::string_view number{text.data(), static_cast<std::size_t>(got)};
  return " (process " + printable(trimmed(number)) + ", since " + run_id(since) + ")";
}

}  // namespace

Lock::Lock(const fs::path& folder) : folder_{folder} {
  std::error_code fault;
  made_folder_ = fs::create_directories(folder, fault);
  if (fault)
    throw OutputError{printable(folder.string()) + ": cannot be written: " + fault.message()};
  while (!acquire()) {
  }
}

bool Lock::acquire() {
  const auto path = lock_file(folder_);
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file_ < 0)
    throw OutputError{printable(folder_.string()) + ": cannot be written: " + std::strerror(errno)};
  if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
    const auto holder = holder_of(file_);
    ::close(std::exchange(file_, -1));
    throw LockedError{printable(folder_.string()) + ": another run holds the lock" + holder};
  }
  if (!is_current(file_, path)) {
    ::close(std::exchange(file_, -1));
    return false;
  }
  const auto process = std::to_string(::getpid()) + "\n";
  if (::ftruncate(file_, 0) != 0 || ::write(file_, process.data(), process.size()) < 0) {
    ::close(std::exchange(file_, -1));
    throw OutputError{printable(path.string()) + ": cannot be written"};
  }
  return true;
}

Lock::~Lock() {
  std::error_code ignored;
  const auto entries = std::distance(fs::directory_iterator{folder_, ignored}, {});
  if (made_folder_ && entries == 1) {
    ::unlink(lock_file(folder_).c_str());
    ::rmdir(folder_.c_str());
  }
  ::close(file_);
}

}  // namespace errata::app
