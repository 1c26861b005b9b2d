// Files: read whole or by line, written complete or not at all. Every fault is an InputError
// (reading) or OutputError (writing) that names the path and the reason.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/byte_source.hpp"
#include "core/error.hpp"

namespace errata {

// How messages call `path`: "standard input" for "-".
std::string shown_path(const std::filesystem::path& path);

// The bytes of a regular file of at most `limit` bytes; "-" is standard input.
std::string read_file(const std::filesystem::path& path, std::size_t limit = std::size_t{4} << 30U);

// A line, or a record of several, that is longer is refused: what has no line ends must not fill
// the memory.
inline constexpr std::size_t longest_line = std::size_t{128} << 20U;

// "NAME:LINE: WHAT is longer than 128 MiB", for that line.
InputError too_long(const std::string& name, std::uint64_t line,
                    std::string_view what = "the line");

// Lines of a file of any size in bounded memory; "-" is standard input.
class LineReader {
 public:
  explicit LineReader(const std::filesystem::path& path);
  // `name` is what messages call the source.
  LineReader(std::unique_ptr<ByteSource> source, std::string name);

  // The next line without its "\n" or "\r\n", and without a byte order mark before the first. It is
  // valid until the next call and has 64 readable bytes behind it. False at the end. Throws
  // InputError "NAME:LINE: …" for a line longer than `longest_line`.
  bool next(std::string_view& line);

  // The next line is the one that begins at byte `offset`, as offset() said it of this file;
  // number() counts on from `number`, that of the line before it. Throws InputError for what is no
  // file.
  void go_to(std::uint64_t offset, std::size_t number);

  std::size_t number() const { return number_; }         // of the last line, from 1
  std::uint64_t offset() const { return line_offset_; }  // byte where the last line began

 private:
  bool fill();

  std::unique_ptr<ByteSource> source_;
  std::string name_;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t number_ = 0;
  std::uint64_t buffer_offset_ = 0;
  std::uint64_t line_offset_ = 0;
  std::size_t ahead_;  // bytes that are read at once
  bool at_end_ = false;
};

// The bytes of a file of any size, a block at a time; "-" is standard input.
class BlockReader {
 public:
  explicit BlockReader(const std::filesystem::path& path);
  explicit BlockReader(std::unique_ptr<ByteSource> source);

  // The next block, of 256 KiB but for the last, valid until the next call. Empty at the end.
  std::string_view next();

 private:
  std::unique_ptr<ByteSource> source_;
  std::string buffer_;
};

// One output file, written through a buffer. What is not finished is removed.
class FileWriter {
 public:
  // `path` must not exist, or be a regular file that is replaced.
  explicit FileWriter(const std::filesystem::path& path);
  // A file that serves another one: messages name `shown`, which the user knows.
  FileWriter(std::filesystem::path path, std::filesystem::path shown);
  ~FileWriter();
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;

  void write(std::string_view bytes);
  void finish();  // flush, fsync, rename over the final name, fsync its folder

  std::uint64_t size() const { return size_; }

 private:
  void flush();

  std::filesystem::path path_, shown_;
  std::filesystem::path temporary_;
  int file_ = -1;
  std::string buffer_;
  std::uint64_t size_ = 0;
};

// FileWriter for content that is at hand.
void write_file(const std::filesystem::path& path, std::string_view bytes);

// Removes what FileWriters of processes that were killed left behind in `folder`, not below it. For
// a folder that nobody else writes to.
void remove_unfinished_files(const std::filesystem::path& folder);

// A folder that appears under its name only when it is complete: files are made in path(), a hidden
// sibling, and publish() renames it. Without publish() it is removed.
class OutputFolder {
 public:
  // Creates the parents of `final_path` where they are missing (and removes those again where
  // nothing was published).
  explicit OutputFolder(std::filesystem::path final_path);
  // The same with a name of its own for the hidden sibling; one that is there is gone on with.
  OutputFolder(std::filesystem::path final_path, std::filesystem::path hidden);
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;

  const std::filesystem::path& path() const { return temporary_; }

  // fsync of the folder, rename, fsync of its parent. An existing folder of that name is replaced.
  void publish();

  // Leaves the hidden folder behind, for somebody who goes on with it.
  void keep() { is_kept_ = true; }

 private:
  void make(bool anew);

  std::filesystem::path final_;
  std::filesystem::path temporary_;
  std::vector<std::filesystem::path> made_parents_;
  bool published_ = false;
  bool is_kept_ = false;
};

// Regular files in `folder`, not below it, sorted by name.
std::vector<std::filesystem::path> list_files(const std::filesystem::path& folder);
// The same, of folders within it as well; links to folders are not followed.
std::vector<std::filesystem::path> list_files_below(const std::filesystem::path& folder);

// Files that match a glob in the last part of `pattern` ("saved/contracts-*.json"), sorted; a path
// without '*' or '?' stands for itself.
std::vector<std::filesystem::path> expand_glob(const std::string& pattern);

void sync_folder(const std::filesystem::path& folder);

}  // namespace errata
