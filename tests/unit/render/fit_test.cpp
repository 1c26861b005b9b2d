#include "render/fit.hpp"

#include <random>

#include "support/catch.hpp"

using errata::render::fit;
using errata::render::Length;

namespace {

using Blocks = std::vector<std::vector<Length>>;

std::size_t size_of(const Blocks& blocks, const std::vector<std::size_t>& chosen) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < blocks.size(); ++i)
    size += blocks[i][chosen[i]].size;
  return size;
}

Blocks random_blocks(std::mt19937& random) {
  Blocks blocks(1 + random() % 8);
  for (auto& block : blocks) {
    Length length{random() % 50, 0};
    for (auto lengths = 1 + random() % 6; lengths > 0; --lengths) {
      block.push_back(length);
      length.size += random() % 200;
      length.worth += static_cast<double>(random() % 100);
    }
  }
  return blocks;
}

}  // namespace

TEST_CASE("the room goes to what is worth most for its size") {
  struct Row {
    std::size_t budget;
    std::vector<std::size_t> chosen;
  };
  // A head that is worth little alone does not keep a block from its rows.
  const Blocks blocks{{{0, 0}, {100, 1}, {200, 12}}, {{10, 0}, {110, 5}, {310, 8}}};
  const Row row = GENERATE(values<Row>({{0, {0, 0}},
                                        {110, {0, 1}},
                                        {209, {0, 1}},
                                        {210, {2, 0}},
                                        {309, {2, 0}},
                                        {310, {2, 1}},
                                        {509, {2, 1}},
                                        {510, {2, 2}},
                                        {100'000, {2, 2}}}));
  CAPTURE(row.budget);
  CHECK(fit(blocks, row.budget) == row.chosen);
}

TEST_CASE("a length that costs nothing more is taken") {
  CHECK(fit(Blocks{{{10, 0}, {10, 1}}}, 0) == std::vector<std::size_t>{1});
  CHECK(fit(Blocks{{{10, 0}, {5, 1}}}, 0) == std::vector<std::size_t>{1});
}

TEST_CASE("no budget is exceeded that the shortest lengths hold") {
  const auto seed = GENERATE(range(1U, 200U));
  CAPTURE(seed);
  std::mt19937 random{seed};
  const auto blocks = random_blocks(random);
  const auto least = size_of(blocks, std::vector<std::size_t>(blocks.size(), 0));
  const auto budget = least + random() % 500;
  const auto chosen = fit(blocks, budget);
  REQUIRE(chosen.size() == blocks.size());
  const auto size = size_of(blocks, chosen);
  CHECK(size <= budget);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    CAPTURE(i);
    const auto next = chosen[i] + 1;
    if (next < blocks[i].size() && blocks[i][next].worth > blocks[i][chosen[i]].worth)
      CHECK(size - blocks[i][chosen[i]].size + blocks[i][next].size > budget);
  }
}
