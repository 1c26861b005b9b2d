#include <algorithm>
#include <limits>
#include <new>

#include <zlib.h>

#include "normalize/unpacker.hpp"

namespace errata::normalize {

namespace {

constexpr int largest_window = 15;
constexpr int gzip_only = 16;  // added to the window: gzip with its checks, nothing else

class GzipUnpacker : public Unpacker {
 public:
  GzipUnpacker() {
    if (::inflateInit2(&stream_, largest_window + gzip_only) != Z_OK)
      throw std::bad_alloc{};
  }
  ~GzipUnpacker() override { ::inflateEnd(&stream_); }
  GzipUnpacker(const GzipUnpacker&) = delete;
  GzipUnpacker& operator=(const GzipUnpacker&) = delete;

  UnpackStep step(std::string_view packed, std::span<char> to) override;

 private:
  UnpackStep begin_member(std::string_view packed);

  z_stream stream_{};
  bool is_open_ = false;  // inside a member
};

// Tapes and block devices leave zeros behind.
UnpackStep GzipUnpacker::begin_member(std::string_view packed) {
  const auto zeros = std::min(packed.find_first_not_of('\0'), packed.size());
  if (zeros > 0 || packed.empty())
    return {.consumed = zeros};
  if (packed.front() != '\x1F')
    return {.fault = "other bytes stand behind its gzip data"};
  ::inflateReset(&stream_);
  is_open_ = true;
  return {};
}

UnpackStep GzipUnpacker::step(std::string_view packed, std::span<char> to) {
  if (!is_open_) {
    const auto begun = begin_member(packed);
    if (!is_open_)
      return begun;
  }
  constexpr std::size_t most = std::numeric_limits<uInt>::max();
  const auto given = static_cast<uInt>(std::min(packed.size(), most));
  const auto room = static_cast<uInt>(std::min(to.size(), most));
  // zlib reads only; without ZLIB_CONST it does not say so
  stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream_.avail_in = given;
  stream_.next_out = reinterpret_cast<Bytef*>(to.data());
  stream_.avail_out = room;
  const auto code = ::inflate(&stream_, Z_NO_FLUSH);
  if (code == Z_MEM_ERROR)
    throw std::bad_alloc{};
  if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
    return {.fault = stream_.msg != nullptr ? stream_.msg : "broken gzip data"};
  is_open_ = code != Z_STREAM_END;
  return {.consumed = given - stream_.avail_in,
          .produced = room - stream_.avail_out,
          .is_whole = !is_open_};
}

}  // namespace

std::unique_ptr<Unpacker> make_gzip_unpacker() {
  return std::make_unique<GzipUnpacker>();
}

}  // namespace errata::normalize
