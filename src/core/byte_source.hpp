// Bytes from wherever they come: a file, or what is packed in one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace errata {

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // Puts up to `size` bytes, at least one, to `to` and says how many; 0 at the end and only there.
  // Throws InputError that names the file.
  virtual std::size_t read(char* to, std::size_t size) = 0;

  // What is read next begins at byte `offset`. For files as open_file() opens them, of which
  // standard input is none; others throw InputError.
  virtual void go_to(std::uint64_t offset);
};

// A regular file; "-" is standard input. Throws InputError for anything else.
std::unique_ptr<ByteSource> open_file(const std::filesystem::path& path);

// All that is left of a source. Throws InputError where that is more than `limit` bytes; `name`
// is what messages call it.
std::string read_all(ByteSource& source, std::string_view name, std::size_t limit);

// A source that can be looked into before it is read.
class PeekSource : public ByteSource {
 public:
  explicit PeekSource(std::unique_ptr<ByteSource> source) : source_{std::move(source)} {}

  // The next `size` bytes, fewer only before the end. Valid until the next call.
  std::string_view peek(std::size_t size);
  // Leaves out bytes that were seen.
  void drop(std::size_t size) { begin_ += size; }

  std::size_t read(char* to, std::size_t size) override;

 private:
  std::unique_ptr<ByteSource> source_;
  std::string seen_;
  std::size_t begin_ = 0;  // of what was seen and not yet read
};

}  // namespace errata
