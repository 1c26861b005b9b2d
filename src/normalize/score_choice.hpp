// Which labels are meant where a model gives many of them a score.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/task.hpp"

namespace errata::normalize {

inline constexpr std::string_view score_left_out =
    "a score that is not from 0 to 1: it is left out";

struct ScoredLabel {
  std::string_view name;
  double score = 0;  // 0 to 1
};

class ScoreChoice {
 public:
  enum class Wanted { unknown, one, several };  // the greater outweighs the lesser

  ScoreChoice() = default;
  // What the user said, if anything.
  ScoreChoice(std::optional<model::Task> task, std::optional<double> threshold);

  // Leaves the best label, the first of equal ones, where one is wanted; else those from 0.5, or
  // all where a threshold will be applied. What the user said of the task is stronger than
  // `wanted`; where neither says it, one is wanted if there is only one or they add up to 1.
  // Answers which of the two was done.
  Wanted choose(std::vector<ScoredLabel>& labels, Wanted wanted);

  // What was taken where the user did not say it.
  std::vector<std::string> remarks() const;

 private:
  std::optional<model::Task> task_;
  bool has_threshold_ = false;
  std::uint64_t best_of_ = 0;           // lists of which the best label was taken
  std::uint64_t lists_ = 0, left_ = 0;  // of which several could be, labels below 0.5
};

}  // namespace errata::normalize
