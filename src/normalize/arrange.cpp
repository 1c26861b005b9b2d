#include "normalize/arrange.hpp"

#include <algorithm>

namespace errata::normalize {

namespace {

using Annotations = std::vector<model::Annotation>;

bool is_span(const model::Annotation& annotation) {
  return annotation.end > 0;
}

// Classes are a set: the copy with the best score stays.
void count_once(Annotations& classes) {
  std::ranges::sort(classes, [](const auto& a, const auto& b) {
    return a.label != b.label ? a.label < b.label : model::is_surer(a.score, b.score);
  });
  // std::ranges::unique is more than Clang 14 can take
  const auto copies = std::unique(classes.begin(), classes.end(),
                                  [](const auto& a, const auto& b) { return a.label == b.label; });
  classes.erase(copies, classes.end());
}

std::string_view arrange_spans(Annotations& spans) {
  if (!std::ranges::all_of(spans, is_span))
    return "a label without a span among entities";
  if (spans.size() > 1)
    model::sort_annotations(spans);
  return {};
}

std::string_view arrange_classes(Annotations& classes) {
  if (std::ranges::any_of(classes, is_span))
    return "a span among classes";
  if (classes.size() > 1)
    count_once(classes);
  return {};
}

}  // namespace

std::string_view arrange(model::Document& document, model::Task task) {
  for (auto* side : {&document.gold, &document.predicted}) {
    const auto fault =
        task == model::Task::entities ? arrange_spans(*side) : arrange_classes(*side);
    if (!fault.empty())
      return fault;
  }
  if (task != model::Task::single_label)
    return {};
  if (document.gold.empty())
    return no_gold_label;
  if (document.gold.size() > 1)
    return "more than one gold label";
  return document.predicted.size() > 1 ? "more than one predicted label" : "";
}

}  // namespace errata::normalize
