// Bits that are spread over all of a number.
#pragma once

#include <cstdint>

namespace errata::analyze {

// The output function of SplitMix64 (Steele, Lea and Flood 2014): a bijection.
constexpr std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ x >> 30U) * 0xBF58476D1CE4E5B9U;
  x = (x ^ x >> 27U) * 0x94D049BB133111EBU;
  return x ^ x >> 31U;
}

}  // namespace errata::analyze
