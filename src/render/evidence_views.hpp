// The weightiest evidence of a claim, in words.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "render/view.hpp"

namespace errata::render {

inline constexpr std::size_t first_evidence = 3;
inline constexpr double least_weight = 0.5;  // of the logarithm of the odds

// What weighs most, either way. An item has a kind and a weight, and `words(kind, against)` says
// it; the views have PREFIX_words and PREFIX_more.
template <typename Item, typename Words>
std::vector<View> evidence_views(std::vector<Item> items, const std::string& prefix, Words words) {
  std::ranges::stable_sort(
      items, [](const Item& a, const Item& b) { return std::abs(a.weight) > std::abs(b.weight); });
  std::vector<View> views;
  for (const auto& item : items) {
    if (views.size() == first_evidence || std::abs(item.weight) < least_weight)
      break;
    View view;
    view.own(prefix + "_words", words(item.kind, item.weight < 0));
    views.push_back(std::move(view));
  }
  set_more(views, prefix);
  return views;
}

}  // namespace errata::render
