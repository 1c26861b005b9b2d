#include "analyze/sketch.hpp"

#include <algorithm>
#include <limits>

namespace errata::analyze {

namespace {

constexpr std::size_t rows = 4;
constexpr std::size_t hashes = sketch_bands * rows;

// SplitMix64 (Steele, Lea and Flood 2014).
constexpr std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ x >> 30U) * 0xBF58476D1CE4E5B9U;
  x = (x ^ x >> 27U) * 0x94D049BB133111EBU;
  return x ^ x >> 31U;
}

// Odd factors: a bijection each, of which the upper half is well mixed.
constexpr std::array<std::uint64_t, hashes> odd_factors() {
  std::array<std::uint64_t, hashes> odd{};
  for (std::size_t i = 0; i < hashes; ++i)
    odd[i] = mixed(i) | 1U;
  return odd;
}
constexpr auto factors = odd_factors();

}  // namespace

std::vector<std::uint64_t> shingles_of(const std::vector<Word>& words) {
  std::vector<std::uint64_t> shingles;
  shingles.reserve(2 * words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    shingles.push_back(mixed(words[i].form));
    if (i > 0)
      shingles.push_back(mixed(mixed(words[i - 1].form) ^ words[i].form));
  }
  std::ranges::sort(shingles);
  const auto behind = std::ranges::unique(shingles);
  shingles.erase(behind.begin(), behind.end());
  return shingles;
}

Sketch sketch_of(const std::vector<std::uint64_t>& shingles) {
  std::array<std::uint32_t, hashes> least{};
  least.fill(std::numeric_limits<std::uint32_t>::max());
  for (const auto shingle : shingles)
    for (std::size_t i = 0; i < hashes; ++i)
      least[i] = std::min(least[i], static_cast<std::uint32_t>(shingle * factors[i] >> 32U));
  Sketch sketch{};
  for (std::size_t band = 0; band < sketch_bands; ++band) {
    std::uint64_t all = band;
    for (std::size_t row = 0; row < rows; ++row)
      all = mixed(all ^ least[band * rows + row]);
    sketch[band] = static_cast<std::uint32_t>(all >> 32U);
  }
  return sketch;
}

double jaccard(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::size_t shared = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    shared += *i == *j;
    const bool step_i = *i <= *j;
    const bool step_j = *j <= *i;
    i += step_i;
    j += step_j;
  }
  const auto all = a.size() + b.size() - shared;
  return all > 0 ? static_cast<double>(shared) / static_cast<double>(all) : 1;
}

}  // namespace errata::analyze
