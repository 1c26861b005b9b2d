#include "core/plain_files.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"

namespace errata {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const fs::path& path, const char* call, int fault) {
  throw OutputError{printable(path.string()) + ": " + call + ": " + std::strerror(fault)};
}

// A file with a name: what goes wrong is said of that, also when it is closed.
class NamedFile {
 public:
  NamedFile(const fs::path& path, int flags)
      : path_{path}, file_{::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0640)} {
    if (file_ < 0)
      fail(path_, "open", errno);
  }
  ~NamedFile() {
    if (file_ >= 0)
      ::close(file_);
  }
  NamedFile(const NamedFile&) = delete;
  NamedFile& operator=(const NamedFile&) = delete;

  int get() const { return file_; }

  void close() {
    if (::close(std::exchange(file_, -1)) != 0)
      fail(path_, "close", errno);
  }

 private:
  const fs::path& path_;
  int file_;
};

void write_all(int file, std::string_view bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const auto put = ::write(file, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR)
      continue;
    if (put <= 0)
      fail(path, "write", errno);
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
}

}  // namespace

void write_in_place(const fs::path& path, std::string_view bytes) {
  NamedFile file{path, O_WRONLY | O_CREAT | O_TRUNC};
  write_all(file.get(), bytes, path);
  file.close();
}

void sync_file(const fs::path& path) {
  const NamedFile file{path, O_RDONLY};
  if (::fsync(file.get()) != 0)
    fail(path, "fsync", errno);
}

void sync_file_system(const fs::path& folder) {
  const NamedFile file{folder, O_RDONLY | O_DIRECTORY};
  if (::syncfs(file.get()) != 0)
    fail(folder, "syncfs", errno);
}

AppendFile::AppendFile(fs::path path, std::size_t keep) : path_{std::move(path)} {
  file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0640);
  if (file_ < 0)
    fail(path_, "open", errno);
  if (::ftruncate(file_, static_cast<off_t>(keep)) != 0) {
    const int fault = errno;
    ::close(std::exchange(file_, -1));
    fail(path_, "ftruncate", fault);
  }
}

AppendFile::~AppendFile() {
  ::close(file_);
}

void AppendFile::append(std::string_view bytes) {
  write_all(file_, bytes, path_);
}

void AppendFile::sync() {
  if (::fdatasync(file_) != 0)
    fail(path_, "fdatasync", errno);
}

}  // namespace errata
