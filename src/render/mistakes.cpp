#include "render/mistakes.hpp"

namespace errata::render {

using model::DocumentResult;
using model::ErrorClass;

namespace {

std::vector<std::size_t> extra_labels(const DocumentResult& document) {
  std::vector<std::size_t> extras;
  for (const auto& pair : document.pairs)
    if (pair.kind == ErrorClass::type && pair.predicted)
      extras.push_back(*pair.predicted);
  return extras;
}

}  // namespace

std::vector<Mistake> mistakes_in(const DocumentResult& document, bool is_entities) {
  const auto extras = is_entities ? std::vector<std::size_t>{} : extra_labels(document);
  std::vector<Mistake> mistakes;
  for (const auto& pair : document.pairs) {
    if (!model::is_error(pair.kind, pair.gold.has_value()))
      continue;
    const bool is_against_all = !is_entities && pair.kind == ErrorClass::type;
    Mistake mistake{.kind = pair.kind, .gold = pair.gold, .predicted = extras, .id = pair.id};
    if (!is_against_all)
      mistake.predicted.assign(pair.predicted ? 1 : 0, pair.predicted.value_or(0));
    mistakes.push_back(std::move(mistake));
  }
  return mistakes;
}

std::string joined_labels(const std::vector<DocumentResult::Span>& spans,
                          const std::vector<std::size_t>& indexes) {
  std::string labels;
  for (const auto index : indexes)
    labels += (labels.empty() ? "" : ", ") + spans.at(index).label;
  return labels;
}

}  // namespace errata::render
