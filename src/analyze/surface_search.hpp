// Finds many surfaces in a text at once (Aho and Corasick 1975).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace errata::analyze {

// Bytes, case-sensitive. Memory grows with the total length of the patterns.
class SurfaceSearch {
 public:
  // `patterns` are distinct and not empty; a pattern is known by its place in the list.
  explicit SurfaceSearch(const std::vector<std::string_view>& patterns);

  // Calls found(pattern, end) for every occurrence, overlapping ones as well, by end.
  template <typename Found>
  void in(std::string_view text, Found found) const {
    std::uint32_t node = root;
    for (std::size_t at = 0; at < text.size(); ++at) {
      node = step(node, static_cast<unsigned char>(text[at]));
      for (auto n = nodes_[node].pattern != none ? node : nodes_[node].next_match; n != none;
           n = nodes_[n].next_match)
        found(nodes_[n].pattern, at + 1);
    }
  }

 private:
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  static constexpr std::uint32_t root = 0;
  struct Node {
    std::uint32_t first_child = none, next_sibling = none;
    std::uint32_t fail = root;
    std::uint32_t next_match = none;  // the nearest node on the way of `fail` that ends a pattern
    std::uint32_t pattern = none;
    unsigned char byte = 0;
  };
  std::uint32_t child(std::uint32_t node, unsigned char byte) const;
  std::uint32_t step(std::uint32_t node, unsigned char byte) const;
  void insert(std::string_view pattern, std::uint32_t number);
  void link();

  std::vector<Node> nodes_;
  std::array<std::uint32_t, 256> first_;  // children of the root
};

}  // namespace errata::analyze
