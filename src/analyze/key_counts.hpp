// Which of very many keys come more than once, in bounded memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace errata::analyze {

// A commutative monoid: KeyCounts{} is its zero, merge its addition. Few keys are kept as they are;
// of more than `most_exact` only saturating counters remain (a counting Bloom filter with counts to
// 2: Fan, Cao, Almeida and Broder 2000), 8 MB of them for any number of keys. Keys are taken for
// evenly spread: they are parts of a digest.
class KeyCounts {
 public:
  static constexpr std::size_t most_exact = std::size_t{1} << 16U;

  void add(std::uint64_t key);
  void merge(const KeyCounts& other);

 private:
  friend class RepeatedKeys;

  bool is_exact() const { return counters_.empty(); }
  void count(std::uint64_t key);
  void count_all();  // from then on

  std::vector<std::uint64_t> keys_;      // in no order, where exact
  std::vector<std::uint64_t> counters_;  // of 2 bits each
};

// Asks which keys were added twice or more. Refers to the counts, which must stay as they are.
class RepeatedKeys {
 public:
  explicit RepeatedKeys(const KeyCounts& counts);

  // Never false for a key that came twice. Of other keys 2 in 10,000 are taken for such a one
  // where a million were counted, none where they are exact.
  bool may_contain(std::uint64_t key) const;

 private:
  const KeyCounts& counts_;
  std::vector<std::uint64_t> repeated_;  // sorted, where exact
};

}  // namespace errata::analyze
