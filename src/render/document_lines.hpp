// A text in lines, each with what was labelled on it beside what was predicted.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "render/document_text.hpp"

namespace errata::render {

// A mark as far as it is shown. Marks of one line that overlap have different lanes, from 0; the
// one that begins first, or is longer, has the lower one.
struct PlacedMark {
  Stretch at;
  const Mark* mark = nullptr;
  std::size_t lane = 0;
};

// Several lines of the text where nothing on them is wrong, or else one; without the white space
// behind it, so that between two lines there is nothing else.
struct Line {
  Stretch at;
  bool follows_gap = false;   // text before it was left out
  bool precedes_gap = false;  // the last one, and text behind it was left out
  bool agrees = true;         // all marks on both sides are right
  std::vector<PlacedMark> gold, predicted;
};

// The stretches `shown` of a text in lines (see line_ends()) that cut no mark of either side.
// Something of the document is missing before the bytes `gaps`, none of which is inside a stretch.
// The marks must outlive the lines; each is on one line of each stretch that it is in.
std::vector<Line> lines_of(std::string_view text, const std::vector<Mark>& gold,
                           const std::vector<Mark>& predicted, const std::vector<Stretch>& shown,
                           const std::vector<std::size_t>& gaps = {});

// Pieces in order; together they are the text of the line.
struct Piece {
  std::string_view text;
  std::vector<const PlacedMark*> on;       // marks on it, by lane
  std::vector<const PlacedMark*> endings;  // marks that end behind it, the shorter first
};

// `text` is the document's, `marks` are those of one side of the line and must outlive the pieces.
std::vector<Piece> cut(std::string_view text, Stretch line, const std::vector<PlacedMark>& marks);

}  // namespace errata::render
