#include "analyze/key_counts.hpp"

#include <cstdint>
#include <random>
#include <vector>

#include "support/catch.hpp"

using namespace errata;
using analyze::KeyCounts;
using analyze::RepeatedKeys;

namespace {

// `count` keys of which every tenth comes twice; the parts hold them one by one in turn.
std::vector<KeyCounts> parts_of(std::size_t count, std::size_t parts) {
  std::vector<KeyCounts> made(parts);
  std::mt19937_64 keys{count};
  for (std::size_t i = 0; i < count; ++i) {
    const auto key = keys();
    made[i % parts].add(key);
    if (i % 10 == 0)
      made[(i + 1) % parts].add(key);
  }
  return made;
}

struct Found {
  std::size_t repeated = 0, others = 0;
};

Found found_in(const KeyCounts& counts, std::size_t count) {
  const RepeatedKeys repeated{counts};
  std::mt19937_64 keys{count};
  Found found;
  for (std::size_t i = 0; i < count; ++i) {
    const bool is_found = repeated.may_contain(keys());
    (i % 10 == 0 ? found.repeated : found.others) += is_found;
  }
  return found;
}

}  // namespace

TEST_CASE("every document that comes twice is found, few others are, in any split") {
  const std::size_t count = GENERATE(std::size_t{0}, 1U, 1000U, KeyCounts::most_exact, 400'000U);
  const std::size_t parts = GENERATE(std::size_t{1}, 2U, 7U);
  const auto all = parts_of(count, parts);
  KeyCounts forth;
  KeyCounts back;
  for (std::size_t i = 0; i < parts; ++i) {
    forth.merge(all[i]);
    back.merge(all[parts - 1 - i]);
  }
  CAPTURE(count, parts);
  for (const auto* merged : {&forth, &back}) {
    const auto found = found_in(*merged, count);
    CHECK(found.repeated == (count + 9) / 10);
    CHECK(found.others <= count / 5000);
  }
}
