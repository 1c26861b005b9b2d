// How complex a labelled span is: measured, not guessed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "analyze/tally.hpp"
#include "model/document.hpp"

namespace errata::analyze {

struct Complexity {
  std::size_t tokens = 0;      // 0 without text
  std::size_t characters = 0;  // code points; without text in the unit of the source
  std::size_t separators =
      0;               // commas, semicolons, slashes, bars, brackets, line breaks, "&", "and", "or"
  bool mixed = false;  // digits and letters
  bool rare_shape = false;  // under 5 % of the label's spans have its shape (of 20 or more)
  bool overlapped = false;  // lies in, around or across another gold span
  bool unseen = false;      // its surface is labelled nowhere else

  // One for each: 4 tokens, 7 tokens, 25 characters, a separator, 3 separators, mixed, rare shape,
  // overlapped, unseen.
  int points() const;
};

// Bands by points: simple 0 and 1, medium 2 and 3, complex 4 and more.
inline constexpr std::array<std::string_view, 3> band_names{"simple", "medium", "complex"};
std::size_t band_of(const Complexity& complexity);

// Of gold item `index`. `tally` is that of the whole test set.
Complexity complexity_of(const model::Document& document, std::size_t index, const Tally& tally);

// Whether gold item `index` shares a place with another one.
std::vector<bool> overlapped_items(const std::vector<model::Annotation>& sorted);

}  // namespace errata::analyze
