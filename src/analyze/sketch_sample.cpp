#include "analyze/sketch_sample.hpp"

#include <algorithm>
#include <tuple>

namespace errata::analyze {

namespace {

// Marks are parts of digests: any mixture of two is a hash.
bool is_smaller(const SketchSample::Sketched& a, const SketchSample::Sketched& b) {
  const auto hash = [](const DocumentMark& mark) { return mark.id ^ mark.text; };
  return std::tuple{hash(a.first), a.first} < std::tuple{hash(b.first), b.first};
}

void keep_smallest(std::vector<SketchSample::Sketched>& list) {
  if (list.size() <= SketchSample::most)
    return;
  const auto behind = list.begin() + SketchSample::most;
  std::ranges::nth_element(list, behind, is_smaller);
  list.erase(behind, list.end());
}

}  // namespace

void SketchSample::add(const DocumentMark& mark, const Sketch& sketch) {
  added_ += 1;
  kept_.emplace_back(mark, sketch);
  prune();
}

void SketchSample::merge(const SketchSample& other) {
  added_ += other.added_;
  kept_.insert(kept_.end(), other.kept_.begin(), other.kept_.end());
  prune();
}

void SketchSample::prune() {
  if (kept_.size() > most + most / 4)
    keep_smallest(kept_);
}

std::vector<SketchSample::Sketched> SketchSample::list() const {
  auto list = kept_;
  keep_smallest(list);
  std::ranges::sort(list);
  return list;
}

}  // namespace errata::analyze
