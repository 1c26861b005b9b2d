#include "normalize/threshold.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/text.hpp"

namespace errata::normalize {

void Threshold::apply(model::Document& document) {
  if (!least_)
    return;
  const auto least = static_cast<float>(*least_);
  auto& predicted = document.predicted;
  of_document_.predicted = predicted.size();
  of_document_.unscored = static_cast<std::uint64_t>(
      std::ranges::count(predicted, model::no_score, &model::Annotation::score));
  of_document_.below = std::erase_if(predicted, [least](const model::Annotation& a) {
    return a.score != model::no_score && a.score < least;
  });
}

void Threshold::keep() {
  all_.predicted += of_document_.predicted;
  all_.below += of_document_.below;
  all_.unscored += of_document_.unscored;
}

void Threshold::finish(model::TestSet& test_set) const {
  if (!least_)
    return;
  const auto what = "threshold " + shortest(*least_);
  test_set.source.facts["threshold"] = shortest(*least_);
  test_set.remarks.push_back(fmt::format("{}: {} of {} below it {} no prediction", what, all_.below,
                                         count_of(all_.predicted, "prediction"),
                                         all_.below == 1 ? "counts as" : "count as"));
  if (all_.unscored > 0)
    test_set.remarks.push_back(fmt::format("{}: {} without a score {} kept", what,
                                           count_of(all_.unscored, "prediction"),
                                           all_.unscored == 1 ? "is" : "are"));
  if (all_.below == 0 || !test_set.service)
    return;
  test_set.service.reset();
  test_set.remarks.push_back(
      what + ": the service's own figures are of all predictions: they are not compared");
}

}  // namespace errata::normalize
