// A text cut into pieces at the spans on it, folded to what is worth reading.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "model/analysis.hpp"

namespace errata::render {

// Bytes [begin, end) of a text, at code point boundaries.
struct Stretch {
  std::size_t begin = 0, end = 0;
};

// A span on a text.
struct Mark {
  Stretch at;
  std::string_view label;
  model::ErrorClass kind = model::ErrorClass::correct;
};

// Pieces in order; together they are the stretches that are shown, with a gap between two of them.
struct Piece {
  std::string_view text;
  bool is_gap = false;               // stands for text that was left out
  const Mark* on = nullptr;          // the innermost wrong mark on it, or else the innermost
  std::size_t depth = 0;             // marks on it
  std::vector<const Mark*> endings;  // marks that end behind it, innermost first
};

// Turns offsets of a unit into byte positions of a text. Offsets behind the text become its end.
class Positions {
 public:
  Positions(std::string_view text, OffsetUnit unit);
  Stretch stretch(std::uint64_t begin, std::uint64_t end) const;

 private:
  std::size_t byte_at(std::uint64_t offset) const;

  std::vector<std::size_t> bytes_;  // at each offset
};

// All of a short text; of a long one the surroundings of `marks`, joined where they touch, or its
// beginning where there are none. Bounded whatever the text's length.
std::vector<Stretch> stretches_around(std::string_view text, const std::vector<Mark>& marks);

// `marks` must outlive the pieces.
std::vector<Piece> cut(std::string_view text, const std::vector<Mark>& marks,
                       const std::vector<Stretch>& shown);

}  // namespace errata::render
