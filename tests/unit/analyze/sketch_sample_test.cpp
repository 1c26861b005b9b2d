#include "analyze/sketch_sample.hpp"

#include <algorithm>
#include <random>
#include <vector>

#include "support/catch.hpp"

using namespace errata;
using analyze::SketchSample;

namespace {

SketchSample sample_of(std::vector<analyze::DocumentMark> marks, std::size_t parts) {
  std::vector<SketchSample> made(parts);
  for (std::size_t i = 0; i < marks.size(); ++i)
    made[i % parts].add(marks[i], {});
  SketchSample all;
  for (const auto& part : made)
    all.merge(part);
  return all;
}

std::vector<analyze::DocumentMark> marks(std::size_t count) {
  std::mt19937_64 random{count};
  std::vector<analyze::DocumentMark> made;
  for (std::size_t i = 0; i < count; ++i)
    made.push_back({random(), random(), random()});
  return made;
}

}  // namespace

TEST_CASE("of very many documents the same ones are compared, in any order and split") {
  const std::size_t count = GENERATE(std::size_t{0}, 10U, SketchSample::most,
                                     SketchSample::most + 1, 2 * SketchSample::most);
  auto forth = marks(count);
  const auto whole = sample_of(forth, 1);
  CHECK(whole.list().size() == std::min(count, SketchSample::most));
  CHECK(whole.added() == count);
  std::reverse(forth.begin(), forth.end());
  const auto parts = sample_of(forth, 3);
  CHECK(parts.list() == whole.list());
  CHECK(parts.added() == count);
}
