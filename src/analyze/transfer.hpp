// Spans of a document as they stand in another copy of it.
#pragma once

#include <cstdint>
#include <vector>

#include "model/document.hpp"

namespace errata::analyze {

// Turns offsets of one copy into those of another. Texts may differ in white space: a span then
// begins and ends with the same visible characters. Where one copy has no text, the text of the
// other tells how its unit is counted.
class Transfer {
 public:
  // False where the offsets of the two cannot be compared: texts that differ in more than white
  // space, or no text on either side and two units.
  bool between(const model::Document& from, const model::Document& to);

  // In the order of annotations. Offsets beyond the end of the other copy are those of its end.
  void apply(std::vector<model::Annotation>& annotations) const;

 private:
  bool between_texts(const model::Document& from, const model::Document& to);

  bool is_same_ = true;
  std::vector<std::uint32_t> begins_, ends_;  // by offset in `from`
};

}  // namespace errata::analyze
