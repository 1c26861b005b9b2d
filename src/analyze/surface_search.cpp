#include "analyze/surface_search.hpp"

namespace errata::analyze {

SurfaceSearch::SurfaceSearch(const std::vector<std::string_view>& patterns) : nodes_(1) {
  first_.fill(none);
  for (std::uint32_t i = 0; i < patterns.size(); ++i)
    insert(patterns[i], i);
  link();
}

std::uint32_t SurfaceSearch::child(std::uint32_t node, unsigned char byte) const {
  if (node == root)
    return first_[byte];
  auto at = nodes_[node].first_child;
  while (at != none && nodes_[at].byte != byte)
    at = nodes_[at].next_sibling;
  return at;
}

std::uint32_t SurfaceSearch::step(std::uint32_t node, unsigned char byte) const {
  for (;;) {
    const auto next = child(node, byte);
    if (next != none)
      return next;
    if (node == root)
      return root;
    node = nodes_[node].fail;
  }
}

void SurfaceSearch::insert(std::string_view pattern, std::uint32_t number) {
  std::uint32_t node = root;
  for (const char c : pattern) {
    const auto byte = static_cast<unsigned char>(c);
    auto next = child(node, byte);
    if (next == none) {
      next = static_cast<std::uint32_t>(nodes_.size());
      nodes_.push_back({.next_sibling = nodes_[node].first_child, .byte = byte});
      nodes_[node].first_child = next;
      if (node == root)
        first_[byte] = next;
    }
    node = next;
  }
  nodes_[node].pattern = number;
}

// Breadth first: what a node falls back to is nearer to the root and linked already.
void SurfaceSearch::link() {
  std::vector<std::uint32_t> queue;
  for (const auto node : first_)
    if (node != none)
      queue.push_back(node);
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const auto parent = queue[i];
    for (auto node = nodes_[parent].first_child; node != none; node = nodes_[node].next_sibling) {
      const auto fail = step(nodes_[parent].fail, nodes_[node].byte);
      nodes_[node].fail = fail;
      nodes_[node].next_match = nodes_[fail].pattern != none ? fail : nodes_[fail].next_match;
      queue.push_back(node);
    }
  }
}

}  // namespace errata::analyze
