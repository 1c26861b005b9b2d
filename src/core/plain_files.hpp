// Files without the promise of files.hpp: written in place, and complete only when something else
// says so (a journal that has their size and digest). Every fault is an OutputError that names the
// path and the call.
#pragma once

#include <filesystem>
#include <string_view>

namespace errata {

// The bytes under that name, new or in place of what was there; not synced.
void write_in_place(const std::filesystem::path& path, std::string_view bytes);

// Waits until the bytes of a file are on the disk.
void sync_file(const std::filesystem::path& path);

// The same for everything in the file system of `folder`: one call for thousands of small files.
void sync_file_system(const std::filesystem::path& folder);

// A file that only grows. Each append is one write, so that a process that is killed leaves whole
// pieces, but for the last.
class AppendFile {
 public:
  // Keeps the first `keep` bytes of what is there.
  AppendFile(std::filesystem::path path, std::size_t keep);
  ~AppendFile();
  AppendFile(const AppendFile&) = delete;
  AppendFile& operator=(const AppendFile&) = delete;

  void append(std::string_view bytes);
  void sync();

 private:
  std::filesystem::path path_;
  int file_ = -1;
};

}  // namespace errata
