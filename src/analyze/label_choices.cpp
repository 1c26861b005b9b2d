#include "analyze/label_choices.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analyze/real.hpp"

namespace errata::analyze {

namespace {

constexpr std::size_t clues = model::label_clues;
constexpr std::size_t most_options = 400'000;  // that weights are fitted on
constexpr int rounds = 30;
constexpr double ridge = 0.1;
constexpr double first_weight = 0.3;
constexpr double longest_step = 0.5;
// Of the label's name standing in the text: with its most of three standard deviations that makes
// the odds 20 times as high, and no more.
constexpr auto at_name = static_cast<std::size_t>(model::LabelClue::name);
constexpr float most_weight_of_name = 1;

using Vector = std::array<double, clues>;
using Square = std::array<Vector, clues>;

// The chance of a given option; `none` stands behind the options.
double chance_of(std::span<const double> chances, std::uint32_t option) {
  return option == Choices::none ? chances.back() : chances[option];
}

// Gauss's elimination; the matrix is positive definite.
Vector solved(Square matrix, Vector right, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t row = i + 1; row < size; ++row) {
      const auto factor = matrix[row][i] / matrix[i][i];
      for (std::size_t k = i; k < size; ++k)
        matrix[row][k] -= factor * matrix[i][k];
      right[row] -= factor * right[i];
    }
  for (std::size_t i = size; i-- > 0;) {
    for (std::size_t k = i + 1; k < size; ++k)
      right[i] -= matrix[i][k] * right[k];
    right[i] /= matrix[i][i];
  }
  return right;
}

// Slope and bend of the penalized likelihood.
struct Slope {
  Vector slope{};
  Square bend{};

  void add(const Choices& choices, std::size_t decision, std::span<const double> chances,
           double weight) {
    const auto* const options = &choices.clues[decision * choices.options];
    Vector mean{};
    for (std::size_t o = 0; o < choices.options; ++o)
      for (std::size_t i = 0; i < clues; ++i)
        mean[i] += chances[o] * static_cast<double>(options[o][i]);
    for (std::size_t o = 0; o < choices.options; ++o)
      for (std::size_t i = 0; i < clues; ++i) {
        const auto share = weight * chances[o] * static_cast<double>(options[o][i]);
        for (std::size_t k = 0; share != 0 && k < clues; ++k)
          bend[i][k] += share * static_cast<double>(options[o][k]);
      }
    const auto given = choices.given[decision];
    for (std::size_t i = 0; i < clues; ++i) {
      const auto own = given == Choices::none ? 0.0 : static_cast<double>(options[given][i]);
      slope[i] += weight * (own - mean[i]);
      for (std::size_t k = 0; k < clues; ++k)
        bend[i][k] -= weight * mean[i] * mean[k];
    }
  }

  void step(Clue& weights, std::size_t weighed) {
    for (std::size_t i = 0; i < clues; ++i) {
      slope[i] -= ridge * static_cast<double>(weights[i]);
      bend[i][i] += ridge;
    }
    const auto by = solved(bend, slope, weighed);
    for (std::size_t i = 0; i < weighed; ++i)
      weights[i] = static_cast<float>(std::max(
          0.0, static_cast<double>(weights[i]) + std::clamp(by[i], -longest_step, longest_step)));
    weights[at_name] = std::min(weights[at_name], most_weight_of_name);
  }
};

}  // namespace

void ChoiceModel::chances(const Choices& choices, std::size_t decision,
                          std::span<double> chances) const {
  const auto first = decision * choices.options;
  double highest = choices.may_be_none ? 0 : -1e300;
  for (std::size_t o = 0; o < choices.options; ++o) {
    chances[o] = choices.base[(first + o) % choices.base.size()];
    for (std::size_t i = 0; i < clues; ++i)
      chances[o] +=
          static_cast<double>(weights[i]) * static_cast<double>(choices.clues[first + o][i]);
    highest = std::max(highest, chances[o]);
  }
  for (std::size_t o = 0; o < choices.options; ++o)
    chances[o] = std::exp(chances[o] - highest);
  chances.back() = choices.may_be_none ? std::exp(-highest) : 0;
  const auto all = std::accumulate(chances.begin(), chances.end(), 0.0);
  for (auto& chance : chances)
    chance /= all;
}

double ChoiceModel::doubt(const Choices& choices, std::size_t decision,
                          std::span<double> at) const {
  chances(choices, decision, at);
  const auto by_chance = wrong * choices.at_random[decision];
  const auto right = (1 - wrong) * chance_of(at, choices.given[decision]);
  return by_chance + right > 0 ? by_chance / (by_chance + right) : 0;
}

ChoiceModel fit(const Choices& choices, std::size_t weighed, double wrong, double items) {
  ChoiceModel model;
  std::fill_n(model.weights.begin(), weighed, static_cast<float>(first_weight));
  model.wrong = wrong;
  const auto decisions = std::min(choices.size(), most_options / choices.options + 1);
  items *= real(decisions) / real(std::max<std::size_t>(1, choices.size()));
  std::vector<double> chances(choices.options + 1);
  for (int round = 0; round < rounds; ++round) {
    Slope slope;
    double doubts = 0;
    for (std::size_t d = 0; d < decisions; ++d) {
      const auto doubt = model.doubt(choices, d, chances);
      doubts += doubt;
      slope.add(choices, d, chances, 1 - doubt);
    }
    slope.step(model.weights, weighed);
    model.wrong = (doubts + items * wrong) / (real(decisions) + items);
  }
  return model;
}

Agreement agreement(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b,
                    std::size_t options) {
  std::vector<double> of_a(options + 1);
  std::vector<double> of_b(options + 1);
  double same = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    of_a[std::min<std::size_t>(a[i], options)] += 1;
    of_b[std::min<std::size_t>(b[i], options)] += 1;
    same += a[i] == b[i];
  }
  const auto all = real(a.size());
  const auto expected =
      std::inner_product(of_a.begin(), of_a.end(), of_b.begin(), 0.0) / (all * all);
  if (!(expected > 0) || expected >= 1)
    return {};
  const auto beyond = same / all - expected;
  return {beyond / (1 - expected), beyond / std::sqrt(expected * (1 - expected) / all)};
}

std::vector<std::uint32_t> best_options(const Choices& choices, const ChoiceModel& model) {
  std::vector<std::uint32_t> best;
  std::vector<double> chances(choices.options + 1);
  for (std::size_t d = 0; d < choices.size(); ++d) {
    model.chances(choices, d, chances);
    const auto at = static_cast<std::size_t>(std::ranges::max_element(chances) - chances.begin());
    best.push_back(at == choices.options ? Choices::none : static_cast<std::uint32_t>(at));
  }
  return best;
}

}  // namespace errata::analyze
