#include "analyze/key_counts.hpp"

#include <algorithm>
#include <array>

namespace errata::analyze {

namespace {

constexpr std::size_t counters = std::size_t{1} << 25U;
constexpr std::size_t in_a_word = 32;
constexpr std::uint64_t low_bits = 0x5555555555555555U;

// Four counters by double hashing (Kirsch and Mitzenmacher 2006).
std::array<std::size_t, 4> places_of(std::uint64_t key) {
  const auto step = (key >> 32U) | 1U;
  std::array<std::size_t, 4> places{};
  for (std::size_t i = 0; i < places.size(); ++i)
    places[i] = (key + i * step) % counters;
  return places;
}

// 1 for once, 3 for more.
unsigned counter_at(const std::vector<std::uint64_t>& words, std::size_t place) {
  return static_cast<unsigned>(words[place / in_a_word] >> 2 * (place % in_a_word)) & 3U;
}

// Of all counters of a word at once.
constexpr std::uint64_t sum_of(std::uint64_t a, std::uint64_t b) {
  const auto any = (a | b) & low_bits;
  const auto more = ((a | b) >> 1U | (a & b)) & low_bits;
  return any | more << 1U;
}

}  // namespace

void KeyCounts::add(std::uint64_t key) {
  if (!is_exact())
    return count(key);
  keys_.push_back(key);
  if (keys_.size() > most_exact)
    count_all();
}

void KeyCounts::count(std::uint64_t key) {
  for (const auto place : places_of(key)) {
    auto& word = counters_[place / in_a_word];
    word = sum_of(word, std::uint64_t{1} << 2 * (place % in_a_word));
  }
}

void KeyCounts::count_all() {
  counters_.resize(counters / in_a_word);
  for (const auto key : keys_)
    count(key);
  keys_ = {};
}

void KeyCounts::merge(const KeyCounts& other) {
  for (const auto key : other.keys_)
    add(key);
  if (other.is_exact())
    return;
  if (is_exact())
    count_all();
  for (std::size_t i = 0; i < counters_.size(); ++i)
    counters_[i] = sum_of(counters_[i], other.counters_[i]);
}

RepeatedKeys::RepeatedKeys(const KeyCounts& counts) : counts_{counts} {
  auto keys = counts.keys_;
  std::ranges::sort(keys);
  for (std::size_t i = 1; i < keys.size(); ++i)
    if (keys[i] == keys[i - 1])
      repeated_.push_back(keys[i]);
}

bool RepeatedKeys::may_contain(std::uint64_t key) const {
  if (counts_.is_exact())
    return std::ranges::binary_search(repeated_, key);
  return std::ranges::all_of(places_of(key), [this](std::size_t place) {
    return counter_at(counts_.counters_, place) == 3U;
  });
}

}  // namespace errata::analyze
