// How probable each label of a document is by all that is known of it, the labels themselves being
// wrong now and then.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "model/analysis.hpp"

namespace errata::analyze {

// What is known of one label of one document, as an addition to the logarithm of its odds before it
// is weighed. The first ones are of the text.
using Clue = std::array<float, model::label_clues>;
inline constexpr std::size_t text_clues = 3;

// Decisions with the same options each. Single label: a decision a document, an option a label.
// Multi-label: a decision a document and label, its only option being that it has it.
struct Choices {
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  std::size_t options = 0;
  bool may_be_none = false;  // that none of the options is right, its odds being 1
  std::vector<Clue> clues;   // by decision, then option
  std::vector<double> base;  // logarithm of the prior odds; repeats
  std::vector<std::uint32_t> given, predicted;  // options or `none`, by decision
  std::vector<double> at_random;  // chance that a wrong label is the given one, by decision

  std::size_t size() const { return given.size(); }
};

// A conditional logit over the options (McFadden 1974) beside a part of wrong labels, which are
// drawn `at_random`. Both are found from the choices themselves by expectation maximization with
// Newton's steps; weights are not negative.
struct ChoiceModel {
  Clue weights{};
  double wrong = 0;  // the part of all given labels

  // Of the options of a decision, and behind them of none.
  void chances(const Choices& choices, std::size_t decision, std::span<double> chances) const;
  // That the given label is wrong.
  double doubt(const Choices& choices, std::size_t decision, std::span<double> chances) const;
};

// `wrong` is held by `items` decisions' worth of belief. Only the first `clues` are weighed.
ChoiceModel fit(const Choices& choices, std::size_t clues, double wrong, double items);

// How far two sides agree beyond chance.
struct Agreement {
  double kappa = 0;  // Cohen's
  double z = 0;      // standard deviations from chance
};
Agreement agreement(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b,
                    std::size_t options);

// The most probable option of each decision.
std::vector<std::uint32_t> best_options(const Choices& choices, const ChoiceModel& model);

}  // namespace errata::analyze
