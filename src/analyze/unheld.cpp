#include "analyze/unheld.hpp"

#include <tuple>

#include "analyze/document_result.hpp"
#include "analyze/shown.hpp"

namespace errata::analyze {

using model::DocumentResult;

Unheld::Unheld(const model::Analysis& analysis, const model::LabelSet& labels)
    : analysis_{analysis},
      labels_{labels},
      matcher_{analysis.test_set.task},
      explained_{analysis, labels} {
  const WorstFirst before;
  const auto& held = analysis.shown;
  for (auto at = held.rbegin(); at != held.rend() && !before(*at, held.back()); ++at)
    ++like_last_;
}

// What is held is a beginning of the order of WorstFirst.
bool Unheld::is_held(const DocumentResult& document) {
  const WorstFirst before;
  if (analysis_.shown.empty() || before(analysis_.shown.back(), document))
    return false;
  if (before(document, analysis_.shown.back()))
    return true;
  if (like_last_ == 0)
    return false;
  --like_last_;
  return true;
}

bool Unheld::take(const model::Document& document, DocumentResult& result) {
  const Place place{document, labels_};
  const auto& matches = matcher_.match(document);
  const auto held = held_result(place, matches, explained_);
  if (is_held(held) && held.is_whole())
    return false;
  result = held.is_whole() ? held : whole_result(place, matches, explained_);
  return true;
}

}  // namespace errata::analyze
