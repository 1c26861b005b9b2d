#include "analyze/pairing.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <tuple>

namespace errata::analyze {

namespace {

using Keys = std::span<const DocumentKey>;
using Indexes = std::vector<std::uint64_t>;

struct Side {
  Keys keys;
  Indexes free;  // documents that have no partner yet
};

Side side_of(Keys keys) {
  Side side{keys, Indexes(keys.size())};
  std::iota(side.free.begin(), side.free.end(), std::uint64_t{0});
  return side;
}

// Pairs documents of equal `part`, in the order of their whole keys; they are no longer free.
template <typename Part>
void pair_equal(Side& before, Side& after, Part part, std::vector<DocumentPair>& pairs) {
  for (auto* side : {&before, &after})
    std::ranges::sort(side->free, {}, [&part, keys = side->keys](std::uint64_t i) {
      return std::tuple{part(keys[i]), keys[i]};
    });
  Indexes left_before;
  Indexes left_after;
  std::size_t b = 0;
  std::size_t a = 0;
  while (b < before.free.size() && a < after.free.size()) {
    const auto of_before = part(before.keys[before.free[b]]);
    const auto of_after = part(after.keys[after.free[a]]);
    if (of_before < of_after)
      left_before.push_back(before.free[b++]);
    else if (of_after < of_before)
      left_after.push_back(after.free[a++]);
    else
      pairs.push_back({before.free[b++], after.free[a++]});
  }
  const auto keep_rest = [](Side& side, std::size_t from, Indexes& left) {
    left.insert(left.end(), side.free.begin() + static_cast<std::ptrdiff_t>(from), side.free.end());
    side.free.swap(left);
  };
  keep_rest(before, b, left_before);
  keep_rest(after, a, left_after);
}

bool all_have_text(Keys keys) {
  return std::ranges::none_of(keys, [](const DocumentKey& key) { return key.text == 0; });
}

void pair_by_text(Side& before, Side& after, std::vector<DocumentPair>& pairs) {
  pair_equal(
      before, after,
      [](const DocumentKey& k) {
        return std::tuple{k.text, k.id};
      },
      pairs);
  pair_equal(
      before, after,
      [](const DocumentKey& k) {
        return std::tuple{k.text, k.gold};
      },
      pairs);
  pair_equal(
      before, after, [](const DocumentKey& k) { return k.text; }, pairs);
}

// The text counts only where both have one.
void pair_by_id(Side& before, Side& after, std::vector<DocumentPair>& pairs) {
  pair_equal(
      before, after,
      [](const DocumentKey& k) {
        return std::tuple{k.id, k.text};
      },
      pairs);
  std::vector<DocumentPair> of_one_id;
  pair_equal(
      before, after, [](const DocumentKey& k) { return k.id; }, of_one_id);
  for (const auto& pair : of_one_id) {
    if (before.keys[pair.before].text == 0 || after.keys[pair.after].text == 0) {
      pairs.push_back(pair);
      continue;
    }
    before.free.push_back(pair.before);
    after.free.push_back(pair.after);
  }
}

}  // namespace

Pairing pair_documents(Keys of_before, Keys of_after) {
  Pairing pairing;
  auto before = side_of(of_before);
  auto after = side_of(of_after);
  if (all_have_text(of_before) && all_have_text(of_after))
    pair_by_text(before, after, pairing.pairs);
  else
    pair_by_id(before, after, pairing.pairs);
  std::vector<DocumentPair> rewritten;
  pair_equal(
      before, after, [](const DocumentKey& k) { return k.id; }, rewritten);
  pairing.rewritten = rewritten.size();
  std::ranges::sort(pairing.pairs, {}, &DocumentPair::after);
  return pairing;
}

}  // namespace errata::analyze
