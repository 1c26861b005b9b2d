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
  predicted_ += predicted.size();
  unscored_ += static_cast<std::uint64_t>(
      std::ranges::count(predicted, model::no_score, &model::Annotation::score));
  below_ += std::erase_if(predicted, [least](const model::Annotation& a) {
    return a.score != model::no_score && a.score < least;
  });
}

void Threshold::finish(model::TestSet& test_set) const {
  if (!least_)
    return;
  const auto what = "threshold " + shortest(*least_);
  test_set.source.facts["threshold"] = shortest(*least_);
  test_set.remarks.push_back(fmt::format("{}: {} of {} below it {} no prediction", what, below_,
                                         count_of(predicted_, "prediction"),
                                         below_ == 1 ? "counts as" : "count as"));
  if (unscored_ > 0)
    test_set.remarks.push_back(fmt::format("{}: {} without a score {} kept", what,
                                           count_of(unscored_, "prediction"),
                                           unscored_ == 1 ? "is" : "are"));
  if (below_ == 0 || !test_set.service)
    return;
  test_set.service.reset();
  test_set.remarks.push_back(
      what + ": the service's own figures are of all predictions: they are not compared");
}

}  // namespace errata::normalize
