#include "model/document.hpp"

#include <algorithm>
#include <tuple>

namespace errata::model {

void sort_annotations(std::vector<Annotation>& annotations) {
  std::ranges::sort(annotations, {}, [](const Annotation& a) {
    return std::tuple{a.begin, a.end, a.label, a.score};
  });
}

}  // namespace errata::model
