#include "core/byte_source.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.hpp"
#include "core/files.hpp"

namespace errata {

namespace {

[[noreturn]] void fail(const std::string& name, const std::string& why) {
  throw InputError{name + ": " + why};
}

class FileSource : public ByteSource {
 public:
  explicit FileSource(const std::filesystem::path& path)
      : name_{shown_path(path)}, file_{open(path)} {}
  ~FileSource() override { ::close(file_); }
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  std::size_t read(char* to, std::size_t size) override {
    for (;;) {
      const auto got = ::read(file_, to, size);
      if (got >= 0)
        return static_cast<std::size_t>(got);
      if (errno != EINTR)
        fail(name_, std::strerror(errno));
    }
  }

  void go_to(std::uint64_t offset) override {
    if (::lseek(file_, static_cast<off_t>(offset), SEEK_SET) < 0)
      fail(name_, std::strerror(errno));
  }

 private:
  int open(const std::filesystem::path& path) const {
    if (path == "-")
      return ::dup(STDIN_FILENO);
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
      fail(name_, std::strerror(errno));
    struct stat info {};
    if (::fstat(file, &info) != 0 || !S_ISREG(info.st_mode)) {
      ::close(file);
      fail(name_, S_ISDIR(info.st_mode) ? "is a folder" : "is not a regular file");
    }
    return file;
  }

  std::string name_;
  int file_;
};

}  // namespace

void ByteSource::go_to(std::uint64_t) {
  fail("packed input", "cannot be read from its middle");
}

std::unique_ptr<ByteSource> open_file(const std::filesystem::path& path) {
  return std::make_unique<FileSource>(path);
}

std::string read_all(ByteSource& source, std::string_view name, std::size_t limit) {
  constexpr std::size_t block = std::size_t{256} << 10U;
  std::string bytes;
  std::size_t used = 0;
  std::size_t got = 0;
  do {
    bytes.resize(used + block);
    got = source.read(bytes.data() + used, block);
    used += got;
    if (used > limit)
      fail(std::string{name}, "is larger than " + std::to_string(limit) + " bytes");
  } while (got > 0);
  bytes.resize(used);
  return bytes;
}

std::string_view PeekSource::peek(std::size_t size) {
  seen_.erase(0, std::exchange(begin_, 0));
  auto used = seen_.size();
  seen_.resize(std::max(used, size));
  for (std::size_t got = 1; got > 0 && used < size; used += got)
    got = source_->read(seen_.data() + used, size - used);
  seen_.resize(used);
  return std::string_view{seen_}.substr(0, size);
}

std::size_t PeekSource::read(char* to, std::size_t size) {
  if (begin_ == seen_.size()) {
    std::string{}.swap(seen_);  // may be large, and as much again is to come
    begin_ = 0;
    return source_->read(to, size);
  }
  const auto count = seen_.copy(to, size, begin_);
  begin_ += count;
  return count;
}

}  // namespace errata
