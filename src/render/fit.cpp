#include "render/fit.hpp"

#include <algorithm>

namespace errata::render {

namespace {

struct Step {
  std::size_t block = 0, length = 0;
  double density = 0;
};

// A length that is no larger costs nothing and is taken at once.
double density_of(const Length& from, const Length& to) {
  const auto larger = to.size > from.size ? to.size - from.size : 0;
  return (to.worth - from.worth) / std::max(static_cast<double>(larger), 1e-3);
}

// The best step of one block that leaves it within `room`.
Step best_step(const std::vector<Length>& lengths, std::size_t chosen, std::size_t room) {
  Step best;
  for (auto to = chosen + 1; to < lengths.size(); ++to) {
    const auto density = density_of(lengths[chosen], lengths[to]);
    if (lengths[to].size <= lengths[chosen].size + room && density > best.density)
      best = {.length = to, .density = density};
  }
  return best;
}

Step best_step(std::span<const std::vector<Length>> blocks, const std::vector<std::size_t>& chosen,
               std::size_t room) {
  Step best;
  for (std::size_t i = 0; i < blocks.size(); ++i)
    if (auto step = best_step(blocks[i], chosen[i], room); step.density > best.density) {
      best = step;
      best.block = i;
    }
  return best;
}

std::size_t size_of(std::span<const std::vector<Length>> blocks,
                    const std::vector<std::size_t>& chosen) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i)
    size += blocks[i].empty() ? 0 : blocks[i][chosen[i]].size;
  return size;
}

}  // namespace

std::vector<std::size_t> fit(std::span<const std::vector<Length>> blocks, std::size_t budget) {
  std::vector<std::size_t> chosen(blocks.size(), 0);
  for (;;) {
    const auto size = size_of(blocks, chosen);
    const auto step = best_step(blocks, chosen, budget > size ? budget - size : 0);
    if (step.density <= 0)
      return chosen;
    chosen[step.block] = step.length;
  }
}

}  // namespace errata::render
