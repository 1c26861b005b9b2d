#include "analyze/phrase_search.hpp"

#include <algorithm>
#include <numeric>

namespace errata::analyze {

namespace {

std::uint64_t edge(std::uint32_t node, WordId word) {
  return std::uint64_t{node} << 32U | word;
}

}  // namespace

void PhraseSearch::add(std::span<const WordId> phrase) {
  std::uint32_t node = root;
  for (const auto word : phrase) {
    const auto next = static_cast<std::uint32_t>(nodes_.size());
    const auto [at, is_new] = children_.try_emplace(edge(node, word), next);
    if (is_new)
      nodes_.push_back({.parent = node, .word = word, .depth = nodes_[node].depth + 1});
    node = at->second;
  }
  nodes_[node].phrase = phrases_++;
}

std::uint32_t PhraseSearch::child(std::uint32_t node, WordId word) const {
  const auto found = children_.find(edge(node, word));
  return found == children_.end() ? none : found->second;
}

std::uint32_t PhraseSearch::step(std::uint32_t node, WordId word) const {
  for (;;) {
    const auto next = child(node, word);
    if (next != none)
      return next;
    if (node == root)
      return root;
    node = nodes_[node].fail;
  }
}

// By depth: what a node falls back to is nearer to the root and linked already.
void PhraseSearch::link() {
  std::vector<std::uint32_t> order(nodes_.size());
  std::iota(order.begin(), order.end(), root);
  std::ranges::stable_sort(order, {}, [this](std::uint32_t node) { return nodes_[node].depth; });
  for (const auto at : order) {
    auto& node = nodes_[at];
    if (node.depth < 2)
      continue;
    node.fail = step(nodes_[node.parent].fail, node.word);
    const auto& fail = nodes_[node.fail];
    node.next_match = fail.phrase != none ? node.fail : fail.next_match;
  }
}

}  // namespace errata::analyze
