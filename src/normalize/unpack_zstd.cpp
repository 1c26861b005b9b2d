#include <new>

#include <zstd.h>
#include <zstd_errors.h>

#include "normalize/limits.hpp"
#include "normalize/unpacker.hpp"

namespace errata::normalize {

namespace {

constexpr std::string_view window_too_large =
    "was packed by Zstandard with a window of more than 128 MiB (zstd --long above 27), which is "
    "the "
    "most that is taken; unpack it first";
static_assert(1U << largest_zstd_window == 128U << 20U);

class ZstdUnpacker : public Unpacker {
 public:
  ZstdUnpacker() : stream_{::ZSTD_createDCtx()} {
    if (stream_ == nullptr)
      throw std::bad_alloc{};
    ::ZSTD_DCtx_setParameter(stream_, ZSTD_d_windowLogMax, largest_zstd_window);
  }
  ~ZstdUnpacker() override { ::ZSTD_freeDCtx(stream_); }
  ZstdUnpacker(const ZstdUnpacker&) = delete;
  ZstdUnpacker& operator=(const ZstdUnpacker&) = delete;

  UnpackStep step(std::string_view packed, std::span<char> to) override;

 private:
  ZSTD_DCtx* stream_;
  bool is_whole_ = true;
};

UnpackStep ZstdUnpacker::step(std::string_view packed, std::span<char> to) {
  // at a boundary a call without bytes would ask for the head of a frame that need not follow
  if (packed.empty() && is_whole_)
    return {};
  ZSTD_inBuffer in{packed.data(), packed.size(), 0};
  ZSTD_outBuffer out{to.data(), to.size(), 0};
  const auto left = ::ZSTD_decompressStream(stream_, &out, &in);
  if (::ZSTD_getErrorCode(left) == ZSTD_error_frameParameter_windowTooLarge)
    return {.fault = window_too_large, .is_damage = false};
  if (::ZSTD_isError(left) != 0U)
    return {.fault = ::ZSTD_getErrorName(left)};
  is_whole_ = left == 0;
  return {.consumed = in.pos, .produced = out.pos, .is_whole = is_whole_};
}

}  // namespace

std::unique_ptr<Unpacker> make_zstd_unpacker() {
  return std::make_unique<ZstdUnpacker>();
}

}  // namespace errata::normalize
