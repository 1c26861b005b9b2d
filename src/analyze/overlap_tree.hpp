// Which span of a list overlaps a given one best, where spans are taken away one by one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "model/document.hpp"

namespace errata::analyze {

// Intersection over union of two spans, as its two lengths; 0 of nothing where they do not overlap.
struct Overlap {
  std::uint64_t shared = 0, united = 1;

  // Exact: offsets are below 2^32, so the products fit.
  bool operator>(const Overlap& other) const {
    return shared * other.united > other.shared * united;
  }
};
Overlap overlap_of(const model::Annotation& a, const model::Annotation& b);

// A k-d tree on begin and end whose nodes bound the overlap of all that is below them. best() looks
// at some 2 log n nodes where spans lie as people and models lay them; a list made to tie with one
// place throughout costs it n.
class OverlapTree {
 public:
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

  // Holds on to `spans`; in the tree are those whose indexes `items` gives.
  void over(const std::vector<model::Annotation>& spans, std::span<const std::uint32_t> items);

  // The item of the greatest overlap with `span`, the lowest of equals; `none` where none overlaps.
  std::uint32_t best(const model::Annotation& span) const;

  void remove(std::uint32_t item);  // one that is in the tree

 private:
  // What is known of all spans below.
  struct Node {
    std::uint32_t begin_low = none, begin_high = 0;
    std::uint32_t end_low = none, end_high = 0;
    std::uint32_t longest = 0;
    std::uint32_t first = none;  // item

    void add(const Node& other);
    Overlap bound(const model::Annotation& span) const;
  };
  struct Best {
    Overlap overlap;
    std::uint32_t item = none;

    bool yields_to(const Overlap& other, std::uint32_t other_item) const;
  };

  std::size_t start_of(std::size_t leaf) const { return items_.size() * leaf / leaves_; }
  void arrange();
  void sum_up(std::size_t node);
  void look_at(std::size_t leaf, const model::Annotation& span, Best& best) const;

  static constexpr std::size_t leaf_items = 8;
  const std::vector<model::Annotation>* spans_ = nullptr;
  std::size_t leaves_ = 1;               // a power of two
  std::vector<std::uint32_t> items_;     // by leaf; `none` where one was removed
  std::vector<std::uint32_t> place_of_;  // in `items_`, by item
  std::vector<Node> nodes_;              // 1 is the root, 2i and 2i+1 are below i, leaves come last
  mutable std::vector<std::size_t> open_;
};

}  // namespace errata::analyze
