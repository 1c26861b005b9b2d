// One document of a test set, with what people labelled and what the model predicted.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/unicode.hpp"
#include "model/label_set.hpp"

namespace errata::model {

// No confidence was given.
inline constexpr float no_score = -1.0F;

// A label on a half-open span [begin, end) of a document, or on the whole document where both are 0
// (classification). Offsets count in the document's `unit`.
struct Annotation {
  LabelId label = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  float score = no_score;  // of a prediction, 0 to 1

  bool same_span(const Annotation& other) const { return begin == other.begin && end == other.end; }
  bool overlaps(const Annotation& other) const { return begin < other.end && other.begin < end; }
};

// Whether the prediction with score `a` stays where one with `b` does not: one without a score is
// as sure as can be.
constexpr bool is_surer(float a, float b) {
  return a != b && (a == no_score || (b != no_score && a > b));
}

// `text` is valid UTF-8. With text, `unit` is bytes and spans lie inside the text at code point
// boundaries; without, spans stay in the unit of the source. `gold` and `predicted` are sorted by
// (begin, end, label); overlapping, nested and duplicate spans are kept. For classification they
// hold each label once.
struct Document {
  std::string id;
  std::string language;  // as the source wrote it, may be empty
  std::string text;
  bool has_text = false;
  OffsetUnit unit = OffsetUnit::bytes;
  std::vector<Annotation> gold;
  std::vector<Annotation> predicted;
};

// The total order of annotations: begin, end, label, then score.
void sort_annotations(std::vector<Annotation>& annotations);

}  // namespace errata::model
