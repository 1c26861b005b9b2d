// Finds many phrases in a list of words at once (Aho and Corasick 1975, over words for letters).
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace errata::analyze {

// A word, or a phrase, by its place in a list.
using WordId = std::uint32_t;
using PhraseId = std::uint32_t;
inline constexpr std::uint32_t not_known = 0xFFFFFFFF;  // a word in no phrase

// Time is linear in the words and the hits; memory grows with the total length of the phrases.
class PhraseSearch {
 public:
  // Known by its place in the order of adding; distinct and not empty.
  void add(std::span<const WordId> phrase);
  void link();  // after the last, before the first search

  // Calls found(phrase, end) for every occurrence, overlapping ones as well, by end.
  template <typename Found>
  void in(std::span<const WordId> words, Found found) const {
    std::uint32_t node = root;
    for (std::size_t at = 0; at < words.size(); ++at) {
      node = words[at] == not_known ? root : step(node, words[at]);
      for (auto n = nodes_[node].phrase != none ? node : nodes_[node].next_match; n != none;
           n = nodes_[n].next_match)
        found(nodes_[n].phrase, at + 1);
    }
  }

 private:
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  static constexpr std::uint32_t root = 0;
  struct Node {
    std::uint32_t parent = root;
    WordId word = not_known;  // on the edge from the parent
    std::uint32_t depth = 0;
    std::uint32_t fail = root;
    std::uint32_t next_match = none;  // the nearest node on the way of `fail` that ends a phrase
    PhraseId phrase = none;
  };
  std::uint32_t child(std::uint32_t node, WordId word) const;
  std::uint32_t step(std::uint32_t node, WordId word) const;

  std::vector<Node> nodes_{Node{}};
  std::unordered_map<std::uint64_t, std::uint32_t> children_;  // by node and word
  PhraseId phrases_ = 0;
};

}  // namespace errata::analyze
