// Spans on a text, and what of a long text is worth reading.
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

}  // namespace errata::render
