// What is known of each label of each document, for ChoiceModel.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyze/label_choices.hpp"
#include "analyze/text_index.hpp"
#include "analyze/word_votes.hpp"
#include "model/document.hpp"
#include "model/task.hpp"

namespace errata::analyze {

// A document without its text.
struct LabelledText {
  struct Prediction {
    model::LabelId label = 0;
    float score = model::no_score;

    auto operator<=>(const Prediction&) const = default;
  };
  std::vector<model::LabelId> gold;     // sorted, distinct
  std::vector<Prediction> predicted;    // sorted by label, distinct
  std::vector<std::uint32_t> features;  // of TextFeatures
};

// The documents are left out of what is counted for themselves.
class LabelClues {
 public:
  // Refers to `documents`. Not entities; single label: each has one gold label. Labels are numbers
  // of `names`.
  LabelClues(model::Task task, const std::vector<LabelledText>& documents,
             const std::vector<std::string>& names);

  // `doubts` are those of the choices before, nothing at first.
  Choices choices(const std::vector<double>& doubts) const;

  // How many of the nearest documents have the given label, and the suggested one. Multi-label:
  // either may be `Choices::none`, which is not to have the other one.
  struct Neighbours {
    std::uint64_t all = 0, like_given = 0, like_suggested = 0;
  };
  Neighbours neighbours(std::size_t document, std::uint32_t given, std::uint32_t suggested) const;

 private:
  void compare_names(const std::vector<std::string>& names);
  void scale_names();
  double doubt(const std::vector<double>& doubts, std::size_t document, model::LabelId label) const;
  WeightedLabels labelling(const std::vector<double>& doubts) const;
  std::vector<double> shares(const WeightedLabels& labelling) const;
  void set_sides(const std::vector<double>& shares, Choices& choices) const;
  void add_texts(const WeightedLabels& labelling, const std::vector<double>& shares,
                 Choices& choices) const;
  std::vector<double> neighbour_votes(std::size_t document, const WeightedLabels& labelling) const;
  bool is_single() const { return task_ == model::Task::single_label; }

  model::Task task_;
  const std::vector<LabelledText>& documents_;
  std::size_t labels_;
  TextIndex index_;
  std::vector<std::vector<Nearest>> nearest_;
  std::vector<float> names_;  // by document, then label
};

}  // namespace errata::analyze
