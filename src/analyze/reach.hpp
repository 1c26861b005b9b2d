// Whether spans of a list touch a place, in logarithmic time.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "model/document.hpp"

namespace errata::analyze {

// Holds on to `spans`, which are sorted by begin.
class Reach {
 public:
  void over(const std::vector<model::Annotation>& spans) {
    spans_ = &spans;
    furthest_.clear();
    for (std::uint32_t end = 0; const auto& span : spans)
      furthest_.push_back(end = std::max(end, span.end));
  }

  // Whether any of the spans overlaps [begin, end).
  bool touches(std::uint32_t begin, std::uint32_t end) const {
    const auto behind = std::ranges::lower_bound(*spans_, end, {}, &model::Annotation::begin);
    const auto before = behind - spans_->begin();
    return before > 0 && furthest_[static_cast<std::size_t>(before) - 1] > begin;
  }

 private:
  const std::vector<model::Annotation>* spans_ = nullptr;
  std::vector<std::uint32_t> furthest_;  // the greatest end up to each span
};

}  // namespace errata::analyze
