#include "core/files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"

namespace errata {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t block = std::size_t{256} << 10U;
// Behind a jump, where another may follow soon.
constexpr std::size_t first_ahead = std::size_t{16} << 10U;
constexpr std::size_t padding = 64;  // simdjson reads that far behind a document

std::string reason() {
  return std::strerror(errno);
}

[[noreturn]] void fail_input(const fs::path& path, const std::string& why) {
  throw InputError{shown_path(path) + ": " + why};
}

[[noreturn]] void fail_output(const fs::path& path, const std::string& call) {
  throw OutputError{printable(path.string()) + ": " + call + ": " + reason()};
}

// "reports/" names the same folder as "reports".
fs::path without_trailing_slash(fs::path path) {
  return path.has_filename() ? std::move(path) : path.parent_path();
}

constexpr std::string_view temporary_begin = ".errata-";
constexpr std::string_view temporary_end = ".partial";

fs::path temporary_beside(const fs::path& path) {
  return path.parent_path() / (std::string{temporary_begin} + std::to_string(::getpid()) + "-" +
                               path.filename().string() + std::string{temporary_end});
}

fs::path parent_of(const fs::path& path) {
  const auto parent = path.parent_path();
  return parent.empty() ? fs::path{"."} : parent;
}

}  // namespace

std::string shown_path(const fs::path& path) {
  return path == "-" ? "standard input" : printable(path.string());
}

std::string read_file(const fs::path& path, std::size_t limit) {
  return read_all(*open_file(path), shown_path(path), limit);
}

InputError too_long(const std::string& name, std::uint64_t line, std::string_view what) {
  return InputError{name + ":" + std::to_string(line) + ": " + std::string{what} +
                    " is longer than " + std::to_string(longest_line >> 20U) + " MiB"};
}

LineReader::LineReader(const fs::path& path) : LineReader{open_file(path), shown_path(path)} {
}

LineReader::LineReader(std::unique_ptr<ByteSource> source, std::string name)
    : source_{std::move(source)},
      name_{std::move(name)},
      buffer_(block + padding, '\0'),
      ahead_{longest_line} {
}

bool LineReader::fill() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    buffer_offset_ += begin_;
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ > longest_line)
    throw too_long(name_, number_ + 1);
  if (buffer_.size() - padding - end_ == 0)
    buffer_.resize(std::min(2 * buffer_.size(), longest_line + block + padding));
  const auto room = buffer_.size() - padding - end_;
  const auto got = source_->read(buffer_.data() + end_, std::min(room, ahead_));
  ahead_ = std::min(2 * ahead_, longest_line);
  end_ += got;
  return got > 0;
}

void LineReader::go_to(std::uint64_t offset, std::size_t number) {
  number_ = number;
  at_end_ = false;
  if (offset >= buffer_offset_ && offset <= buffer_offset_ + end_) {
    begin_ = static_cast<std::size_t>(offset - buffer_offset_);
    return;
  }
  source_->go_to(offset);
  buffer_offset_ = offset;
  begin_ = end_ = 0;
  ahead_ = first_ahead;
}

bool LineReader::next(std::string_view& line) {
  std::size_t searched = begin_;
  const char* found = nullptr;
  for (;;) {
    found = static_cast<const char*>(std::memchr(buffer_.data() + searched, '\n', end_ - searched));
    if (found != nullptr || at_end_)
      break;
    const auto looked_at = end_ - begin_;
    at_end_ = !fill();
    searched = begin_ + looked_at;
  }
  if (found == nullptr && begin_ == end_)
    return false;
  const auto stop = found != nullptr ? static_cast<std::size_t>(found - buffer_.data()) : end_;
  line = std::string_view{buffer_}.substr(begin_, stop - begin_);
  line_offset_ = buffer_offset_ + begin_;
  begin_ = found != nullptr ? stop + 1 : stop;
  if (line.ends_with('\r'))
    line.remove_suffix(1);
  if (number_++ == 0)
    line = without_mark(line);
  return true;
}

BlockReader::BlockReader(const fs::path& path) : BlockReader{open_file(path)} {
}

BlockReader::BlockReader(std::unique_ptr<ByteSource> source)
    : source_{std::move(source)}, buffer_(block, '\0') {
}

std::string_view BlockReader::next() {
  std::size_t used = 0;
  for (std::size_t got = 1; got > 0 && used < buffer_.size(); used += got)
    got = source_->read(buffer_.data() + used, buffer_.size() - used);
  return std::string_view{buffer_}.substr(0, used);
}

FileWriter::FileWriter(const fs::path& path) : FileWriter{path, path} {
}

FileWriter::FileWriter(fs::path path, fs::path shown)
    : path_{std::move(path)}, shown_{std::move(shown)}, temporary_{temporary_beside(path_)} {
  ::unlink(temporary_.c_str());  // left by a killed process of the same number
  file_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640);
  if (file_ < 0)
    fail_output(shown_, "cannot be created");
  buffer_.reserve(block);
}

FileWriter::~FileWriter() {
  if (file_ < 0)
    return;
  ::close(file_);
  ::unlink(temporary_.c_str());
}

void FileWriter::write(std::string_view bytes) {
  size_ += bytes.size();
  if (buffer_.size() + bytes.size() > block)
    flush();
  buffer_ += bytes;
}

void FileWriter::flush() {
  std::string_view rest{buffer_};
  while (!rest.empty()) {
    const auto put = ::write(file_, rest.data(), rest.size());
    if (put < 0 && errno == EINTR)
      continue;
    if (put <= 0)
      fail_output(shown_, "write");
    rest.remove_prefix(static_cast<std::size_t>(put));
  }
  buffer_.clear();
}

void FileWriter::finish() {
  flush();
  if (::fsync(file_) != 0)
    fail_output(shown_, "fsync");
  const int file = std::exchange(file_, -1);
  if (::close(file) != 0 || ::rename(temporary_.c_str(), path_.c_str()) != 0) {
    const auto fault = errno;
    ::unlink(temporary_.c_str());
    errno = fault;
    fail_output(shown_, "cannot be completed");
  }
  sync_folder(parent_of(path_));
}

void write_file(const fs::path& path, std::string_view bytes) {
  FileWriter writer{path};
  writer.write(bytes);
  writer.finish();
}

void remove_unfinished_files(const fs::path& folder) {
  std::error_code fault;
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator{folder, fault}) {
    const auto name = entry.path().filename().string();
    if (name.starts_with(temporary_begin) && name.ends_with(temporary_end) &&
        fs::is_regular_file(entry.symlink_status(fault)))
      found.push_back(entry.path());
  }
  for (const auto& path : found)
    fs::remove(path, fault);  // what stays disturbs nobody
}

OutputFolder::OutputFolder(fs::path final_path)
    : final_{without_trailing_slash(std::move(final_path))}, temporary_{temporary_beside(final_)} {
  make(true);
}

OutputFolder::OutputFolder(fs::path final_path, fs::path hidden)
    : final_{std::move(final_path)}, temporary_{std::move(hidden)} {
  make(false);
}

void OutputFolder::make(bool anew) {
  std::error_code fault;
  for (auto parent = parent_of(final_); !fs::exists(parent, fault); parent = parent_of(parent))
    made_parents_.push_back(parent);
  fs::create_directories(parent_of(final_), fault);
  if (!fault && anew)
    fs::remove_all(temporary_, fault);
  if (!fault && ::mkdir(temporary_.c_str(), 0750) != 0 &&
      (anew || errno != EEXIST || !fs::is_directory(fs::symlink_status(temporary_))))
    fault = std::error_code{errno, std::generic_category()};
  if (fault) {
    for (const auto& parent : made_parents_)
      ::rmdir(parent.c_str());
    throw OutputError{printable(final_.string()) + ": cannot be created: " + fault.message()};
  }
}

OutputFolder::~OutputFolder() {
  if (published_ || is_kept_)
    return;
  std::error_code ignored;
  fs::remove_all(temporary_, ignored);
  for (const auto& parent : made_parents_)
    ::rmdir(parent.c_str());  // only where it stayed empty
}

void OutputFolder::publish() {
  sync_folder(temporary_);
  std::error_code fault;
  const auto old = fs::path{temporary_}.replace_extension(".old");
  const bool replaces = fs::exists(final_, fault);
  if (replaces && ::rename(final_.c_str(), old.c_str()) != 0)
    fail_output(final_, "cannot be replaced");
  if (::rename(temporary_.c_str(), final_.c_str()) != 0) {
    const auto cause = errno;
    if (replaces && ::rename(old.c_str(), final_.c_str()) != 0)
      fail_output(old, "holds the previous output, which could not be put back");
    errno = cause;
    fail_output(final_, "cannot be published");
  }
  published_ = true;
  fs::remove_all(old, fault);
  sync_folder(parent_of(final_));
}

std::vector<fs::path> list_files(const fs::path& folder) {
  std::error_code fault;
  std::vector<fs::path> files;
  fs::directory_iterator entries{folder, fault};
  if (fault)
    fail_input(folder, fault.message());
  for (const auto& entry : entries)
    if (entry.is_regular_file(fault))
      files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

std::vector<fs::path> list_files_below(const fs::path& folder) {
  std::error_code fault;
  std::vector<fs::path> files;
  fs::recursive_directory_iterator entries{folder, fault};
  for (; !fault && entries != fs::recursive_directory_iterator{}; entries.increment(fault))
    if (std::error_code unknown; entries->is_regular_file(unknown))
      files.push_back(entries->path());
  if (fault)
    fail_input(folder, fault.message());
  std::ranges::sort(files);
  return files;
}

std::vector<fs::path> expand_glob(const std::string& pattern) {
  if (pattern.find_first_of("*?") == std::string::npos)
    return {pattern};
  const fs::path path{pattern};
  std::vector<fs::path> found;
  for (auto& file : list_files(parent_of(path)))
    if (matches_glob(path.filename().string(), file.filename().string()))
      found.push_back(path.has_parent_path() ? file : file.filename());
  return found;
}

void sync_folder(const fs::path& folder) {
  const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0)
    fail_output(folder, "cannot be opened");
  const bool synced = ::fsync(handle) == 0 || errno == EINVAL;  // some file systems cannot
  const auto cause = errno;
  ::close(handle);
  errno = cause;
  if (!synced)
    fail_output(folder, "fsync");
}

}  // namespace errata
