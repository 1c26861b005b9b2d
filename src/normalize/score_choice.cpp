#include "normalize/score_choice.hpp"

#include <algorithm>
#include <numeric>

#include "core/text.hpp"

namespace errata::normalize {

namespace {

using Wanted = ScoreChoice::Wanted;

constexpr double half = 0.5;

bool add_up_to_one(const std::vector<ScoredLabel>& labels) {
  const auto sum =
      std::accumulate(labels.begin(), labels.end(), 0.0,
                      [](double so_far, const ScoredLabel& l) { return so_far + l.score; });
  return sum > 0.99 && sum < 1.01;
}

}  // namespace

ScoreChoice::ScoreChoice(std::optional<model::Task> task, std::optional<double> threshold)
    : task_{task}, has_threshold_{threshold.has_value()} {
}

Wanted ScoreChoice::choose(std::vector<ScoredLabel>& labels, Wanted wanted) {
  if (task_)
    wanted = *task_ == model::Task::single_label ? Wanted::one : Wanted::several;
  if (wanted == Wanted::unknown)
    wanted = labels.size() == 1 || add_up_to_one(labels) ? Wanted::one : Wanted::several;
  if (wanted == Wanted::one) {
    best_of_ += labels.size() > 1;
    const auto best = std::ranges::max_element(labels, {}, &ScoredLabel::score);
    labels = {*best};
    return wanted;
  }
  ++lists_;
  if (!has_threshold_)
    left_ += std::erase_if(labels, [](const ScoredLabel& l) { return l.score < half; });
  return wanted;
}

std::vector<std::string> ScoreChoice::remarks() const {
  std::vector<std::string> remarks;
  if (best_of_ > 0 && !task_)
    remarks.push_back(count_of(best_of_, "list") +
                      " of labels with scores: the best label is taken; --task multi_label takes "
                      "all from 0.5");
  if (left_ > 0)
    remarks.push_back(count_of(lists_, "list") +
                      " of labels with scores: " + count_of(left_, "label") + " below 0.5 " +
                      (left_ == 1 ? "is" : "are") + " not taken; --threshold sets another limit" +
                      (task_ ? "" : ", --task single_label takes the best"));
  return remarks;
}

}  // namespace errata::normalize
