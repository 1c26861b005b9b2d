// Which block of a report is shown at which length, where not everything fits.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace errata::render {

// A block at one length: how much room it takes, and what it is worth to the reader.
struct Length {
  std::size_t size = 0;
  double worth = 0;
};

// For each block the index of its length, together no larger than `budget` unless the shortest are:
// those come first and are kept in any case. From there, again and again, the longer one that adds
// most worth for its size and still fits; of equals that of the earlier block.
std::vector<std::size_t> fit(std::span<const std::vector<Length>> blocks, std::size_t budget);

}  // namespace errata::render
