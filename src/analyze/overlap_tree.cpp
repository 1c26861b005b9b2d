#include "analyze/overlap_tree.hpp"

#include <algorithm>

namespace errata::analyze {

using model::Annotation;

Overlap overlap_of(const Annotation& a, const Annotation& b) {
  const auto begin = std::max(a.begin, b.begin);
  const auto end = std::min(a.end, b.end);
  if (begin >= end)
    return {};
  return {end - begin, std::max(a.end, b.end) - std::min(a.begin, b.begin)};
}

void OverlapTree::Node::add(const Node& other) {
  begin_low = std::min(begin_low, other.begin_low);
  begin_high = std::max(begin_high, other.begin_high);
  end_low = std::min(end_low, other.end_low);
  end_high = std::max(end_high, other.end_high);
  longest = std::max(longest, other.longest);
  first = std::min(first, other.first);
}

Overlap OverlapTree::Node::bound(const Annotation& span) const {
  const auto begin = std::max(begin_low, span.begin);
  const auto end = std::min(end_high, span.end);
  if (begin >= end)
    return {};
  return {std::min(end - begin, longest),
          std::max(end_low, span.end) - std::min(begin_high, span.begin)};
}

bool OverlapTree::Best::yields_to(const Overlap& other, std::uint32_t other_item) const {
  if (other.shared == 0 || overlap > other)
    return false;
  return other > overlap || other_item < item;
}

void OverlapTree::over(const std::vector<Annotation>& spans, std::span<const std::uint32_t> items) {
  spans_ = &spans;
  items_.assign(items.begin(), items.end());
  place_of_.resize(std::max(place_of_.size(), spans.size()));
  for (leaves_ = 1; leaves_ * leaf_items < items_.size();)
    leaves_ *= 2;
  arrange();
  for (std::uint32_t place = 0; place < items_.size(); ++place)
    place_of_[items_[place]] = place;
  nodes_.resize(2 * leaves_);
  for (auto node = nodes_.size(); --node > 0;)
    sum_up(node);
}

// Halves by begin, their halves by end, and so on.
void OverlapTree::arrange() {
  bool by_begin = true;
  for (auto width = leaves_; width > 1; width /= 2) {
    const auto side = by_begin ? &Annotation::begin : &Annotation::end;
    for (std::size_t leaf = 0; leaf < leaves_; leaf += width) {
      const auto at = [&](std::size_t l) {
        return items_.begin() + static_cast<std::ptrdiff_t>(start_of(l));
      };
      std::ranges::nth_element(at(leaf), at(leaf + width / 2), at(leaf + width), {},
                               [&](std::uint32_t item) { return (*spans_)[item].*side; });
    }
    by_begin = !by_begin;
  }
}

void OverlapTree::sum_up(std::size_t node) {
  Node sum;
  if (node < leaves_) {
    sum = nodes_[2 * node];
    sum.add(nodes_[2 * node + 1]);
  } else {
    const auto leaf = node - leaves_;
    for (auto place = start_of(leaf); place < start_of(leaf + 1); ++place)
      if (const auto item = items_[place]; item != none) {
        const auto& span = (*spans_)[item];
        sum.add({span.begin, span.begin, span.end, span.end, span.end - span.begin, item});
      }
  }
  nodes_[node] = sum;
}

void OverlapTree::remove(std::uint32_t item) {
  const auto place = place_of_[item];
  items_[place] = none;
  // The last leaf that does not start behind the place.
  const auto leaf = ((place + std::size_t{1}) * leaves_ - 1) / items_.size();
  for (auto node = leaves_ + leaf; node > 0; node /= 2)
    sum_up(node);
}

void OverlapTree::look_at(std::size_t leaf, const Annotation& span, Best& best) const {
  for (auto place = start_of(leaf); place < start_of(leaf + 1); ++place) {
    const auto item = items_[place];
    if (item == none)
      continue;
    const auto overlap = overlap_of(span, (*spans_)[item]);
    if (best.yields_to(overlap, item))
      best = {overlap, item};
  }
}

std::uint32_t OverlapTree::best(const Annotation& span) const {
  Best best;
  open_.assign(1, 1);
  while (!open_.empty()) {
    const auto node = open_.back();
    open_.pop_back();
    if (!best.yields_to(nodes_[node].bound(span), nodes_[node].first))
      continue;
    if (node >= leaves_) {
      look_at(node - leaves_, span, best);
      continue;
    }
    const auto left = 2 * node;
    const bool right_first = nodes_[left + 1].bound(span) > nodes_[left].bound(span);
    open_.push_back(right_first ? left : left + 1);
    open_.push_back(right_first ? left + 1 : left);
  }
  return best.item;
}

}  // namespace errata::analyze
