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

// Turns offsets of a unit into byte positions of a text. Offsets behind the text become its end;
// where only windows of the text are held, offsets outside become the end of the window before.
class Positions {
 public:
  Positions(std::string_view text, OffsetUnit unit);
  explicit Positions(const model::DocumentResult& document);
  Stretch stretch(std::uint64_t begin, std::uint64_t end) const;
  // Where something of the document is not held: the bytes of the held text before which it stood,
  // ascending.
  std::vector<std::size_t> gaps() const;

 private:
  using Window = model::DocumentResult::Window;

  std::size_t byte_at(std::uint64_t offset) const;

  std::vector<std::size_t> bytes_;      // at each offset of the held text
  std::vector<Window> windows_;         // none: it is whole
  std::vector<std::uint64_t> offsets_;  // of each window in the held text
  std::uint64_t length_ = 0;            // of the whole text
};

// All of a short text; of a long one the surroundings of `marks`, joined where they touch, or its
// beginning where there are none. Bounded whatever the text's length.
std::vector<Stretch> stretches_around(std::string_view text, const std::vector<Mark>& marks);

// The same stretches, none with one of `gaps` inside.
std::vector<Stretch> apart_at(const std::vector<std::size_t>& gaps,
                              const std::vector<Stretch>& stretches);

}  // namespace errata::render
