#include "normalize/guessed_columns.hpp"

#include <algorithm>
#include <cstddef>

namespace errata::normalize {

namespace {

constexpr unsigned char in_gold = 1, in_predicted = 2;
constexpr std::ptrdiff_t fewest_labels = 4;

}  // namespace

void GuessedColumns::note(const std::vector<model::Annotation>& side, unsigned char bit) {
  for (const auto& item : side) {
    if (item.label >= sides_.size())
      sides_.resize(item.label + 1);
    sides_[item.label] |= bit;
  }
}

void GuessedColumns::add(const model::Document& document) {
  note(document.gold, in_gold);
  note(document.predicted, in_predicted);
}

bool GuessedColumns::have_no_label_in_common() const {
  const auto unused = std::ranges::count(sides_, 0);
  return std::ssize(sides_) - unused >= fewest_labels &&
         std::ranges::count(sides_, in_gold | in_predicted) == 0;
}

bool GuessedColumns::have_labels() const {
  const auto is_in = [this](unsigned char side) {
    return std::ranges::any_of(sides_, [=](auto sides) { return (sides & side) != 0; });
  };
  return is_in(in_gold) && is_in(in_predicted);
}

}  // namespace errata::normalize
