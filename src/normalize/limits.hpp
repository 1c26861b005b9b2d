// How much of what comes from outside is taken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace errata::normalize {

// What a packed file may unpack to. Text packs 3 to 20 times, tables of labels some 50 times.
struct UnpackLimits {
  std::uint64_t ratio = 200;                       // bytes for each packed one,
  std::uint64_t free = std::uint64_t{256} << 20U;  // beyond these, which are never too many
};

// Base 2 logarithm of the memory that a Zstandard frame may ask for: 128 MiB, as zstd itself takes.
inline constexpr int largest_zstd_window = 27;

inline constexpr std::size_t largest_whole = std::size_t{512} << 20U;  // a document parsed as one
inline constexpr std::size_t largest_text = std::size_t{16} << 20U;    // of one document
inline constexpr std::string_view text_too_large = "a text of more than 16 MiB";
inline constexpr std::size_t most_tokens = std::size_t{1} << 20U;  // of one sentence

// Of the head by which a format is known: so much, or a line that is longer.
inline constexpr std::size_t head_size = std::size_t{64} << 10U;
inline constexpr std::size_t longest_head = std::size_t{16} << 20U;

}  // namespace errata::normalize
