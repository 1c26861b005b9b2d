#include "analyze/sketch.hpp"

#include <algorithm>
#include <limits>

#include "analyze/mixed.hpp"

namespace errata::analyze {

namespace {

constexpr std::size_t rows = 4;
constexpr std::size_t hashes = sketch_bands * rows;

using Minima = std::array<std::uint64_t, hashes>;
constexpr auto none = std::numeric_limits<std::uint64_t>::max();

// One permutation hashing (Li, Owen and Zhang 2012): a shingle's hash names the minimum that it may
// be, so that each is hashed once.
void enter(std::uint64_t shingle, Minima& minima) {
  auto& least = minima[shingle >> 59U];
  least = std::min(least, shingle);
}
static_assert(hashes == 1U << (64U - 59U));

// Short texts leave some without a value, which take that of another by fixed dice (optimal
// densification, Shrivastava 2017).
void fill_gaps(Minima& minima) {
  if (std::ranges::count(minima, none) == hashes)
    return;
  const auto before = minima;
  for (std::size_t i = 0; i < hashes; ++i)
    for (std::uint64_t tries = 0; minima[i] == none; ++tries)
      minima[i] = before[mixed(i << 32U | tries) % hashes];
}

// Some of them several times.
template <typename Visit>
void for_each_shingle(const std::vector<Word>& words, Visit visit) {
  std::uint64_t before = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto word = mixed(words[i].form);
    visit(word);
    if (i > 0)
      visit(mixed(before ^ words[i].form));
    before = word;
  }
}

}  // namespace

std::vector<std::uint64_t> shingles_of(const std::vector<Word>& words) {
  std::vector<std::uint64_t> shingles;
  shingles.reserve(2 * words.size());
  for_each_shingle(words, [&shingles](std::uint64_t shingle) { shingles.push_back(shingle); });
  std::ranges::sort(shingles);
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
  return shingles;
}

Sketch sketch_of(const std::vector<Word>& words) {
  Minima minima;
  minima.fill(none);
  for_each_shingle(words, [&minima](std::uint64_t shingle) { enter(shingle, minima); });
  fill_gaps(minima);
  Sketch sketch{};
  for (std::size_t band = 0; band < sketch_bands; ++band) {
    std::uint64_t all = band;
    for (std::size_t row = 0; row < rows; ++row)
      all = mixed(all ^ minima[band * rows + row]);
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
