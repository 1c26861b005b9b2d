#include "normalize/unpack.hpp"

#include <algorithm>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "normalize/unpacker.hpp"

namespace errata::normalize {

namespace {

using namespace std::string_view_literals;

struct Packing {
  std::string_view name, magic;
  std::unique_ptr<Unpacker> (*make)();  // none where it is only known
};

constexpr Packing packings[] = {
    {"gzip", "\x1F\x8B\x08"sv, make_gzip_unpacker},
    {"Zstandard", "\x28\xB5\x2F\xFD"sv, make_zstd_unpacker},
    {"xz", "\xFD\x37zXZ\0"sv, nullptr},
    {"bzip2", "BZh91AY&SY"sv, nullptr},
    {"LZ4", "\x04\x22\x4D\x18"sv, nullptr},
    {"7-Zip", "7z\xBC\xAF\x27\x1C"sv, nullptr},
    {"ZIP (as workbooks of Excel are)", "PK\x03\x04"sv, nullptr},
};

// Frames that hold nothing, which parallel writers begin with.
constexpr std::string_view skippable = "\x2A\x4D\x18"sv;

const Packing* packing_of(std::string_view head) {
  const bool skips = head.size() > skippable.size() &&
                     (static_cast<unsigned char>(head.front()) & 0xF0U) == 0x50U &&
                     head.substr(1).starts_with(skippable);
  for (const auto& packing : packings)
    if (head.starts_with(packing.magic) || (skips && packing.make == make_zstd_unpacker))
      return &packing;
  return nullptr;
}

class UnpackingSource : public ByteSource {
 public:
  UnpackingSource(std::unique_ptr<ByteSource> packed, const Packing& packing, std::string name,
                  const UnpackLimits& limits)
      : packed_{std::move(packed)},
        packing_{packing},
        unpacker_{packing.make()},
        name_{std::move(name)},
        limits_{limits},
        buffer_(std::size_t{64} << 10U, '\0') {}

  std::size_t read(char* to, std::size_t size) override;

 private:
  bool refill();
  void count(const UnpackStep& step);
  [[noreturn]] void fail(const std::string& why) const {
    throw InputError{printable(name_) + ": " + why};
  }

  std::unique_ptr<ByteSource> packed_;
  const Packing& packing_;
  std::unique_ptr<Unpacker> unpacker_;
  std::string name_;
  UnpackLimits limits_;
  std::string buffer_;
  std::string_view waiting_;  // of the buffer
  std::uint64_t consumed_ = 0, produced_ = 0;
  bool is_whole_ = false;
  bool may_hold_more_ = false;  // the unpacker, of what it was given
};

bool UnpackingSource::refill() {
  waiting_ = std::string_view{buffer_}.substr(0, packed_->read(buffer_.data(), buffer_.size()));
  return !waiting_.empty();
}

std::size_t UnpackingSource::read(char* to, std::size_t size) {
  for (;;) {
    if (waiting_.empty() && !may_hold_more_ && !refill()) {
      if (!is_whole_)
        fail("is cut short: its " + std::string{packing_.name} + " data has no end");
      return 0;
    }
    const auto step = unpacker_->step(waiting_, {to, size});
    count(step);
    if (step.produced > 0)
      return step.produced;
  }
}

void UnpackingSource::count(const UnpackStep& step) {
  if (!step.fault.empty())
    fail((step.is_damage ? "is damaged: " + std::string{packing_.name} + ": " : "") +
         std::string{step.fault});
  waiting_.remove_prefix(step.consumed);
  may_hold_more_ = step.produced > 0 && !step.is_whole;
  is_whole_ = step.is_whole;
  consumed_ += step.consumed;
  produced_ += step.produced;
  if (produced_ > limits_.free && (produced_ - limits_.free) / limits_.ratio > consumed_)
    fail("unpacks to more than " + std::to_string(limits_.ratio) +
         " times its size, as nothing but a decompression bomb does; if it is none, unpack it "
         "first");
}

}  // namespace

std::unique_ptr<PeekSource> unpack(std::unique_ptr<ByteSource> source, const std::string& name,
                                   const UnpackLimits& limits) {
  constexpr std::size_t longest_magic = 10;
  auto peeked = std::make_unique<PeekSource>(std::move(source));
  const auto* packing = packing_of(peeked->peek(longest_magic));
  if (packing == nullptr)
    return peeked;
  if (packing->make == nullptr)
    throw InputError{printable(name) + ": is packed with " + std::string{packing->name} +
                     ", which is not read; unpack it first (gzip and Zstandard need not be)"};
  return std::make_unique<PeekSource>(
      std::make_unique<UnpackingSource>(std::move(peeked), *packing, name, limits));
}

}  // namespace errata::normalize
