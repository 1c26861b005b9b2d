#include <algorithm>
#include <string>

#include "core/unicode.hpp"
#include "render/document_lines.hpp"
#include "render/document_text.hpp"
#include "render/document_views.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

using model::DocumentResult;
using model::ErrorClass;

constexpr std::size_t most_marks = 200;     // on one side of one document
constexpr std::size_t most_lanes = 8;       // lines that lie apart under a text
constexpr std::size_t lanes_of_a_line = 4;  // that the usual space between lines takes

std::vector<Mark> marks_of(const std::vector<DocumentResult::Span>& spans,
                           const std::vector<ErrorClass>& classes, const Positions& positions) {
  std::vector<Mark> marks;
  for (std::size_t i = 0; i < std::min(spans.size(), most_marks); ++i)
    marks.push_back({positions.stretch(spans[i].begin, spans[i].end), spans[i].label, classes[i]});
  return marks;
}

std::string lane_css(std::size_t lane) {
  return "l" + std::to_string(lane);
}

View chip_view(const Mark& mark, const Wording& wording) {
  const auto& words = wording.error(mark.kind);
  View view;
  view.outside("chip_label", mark.label).own("chip_css", css_for(mark.kind));
  view.flag("chip_wrong", mark.kind != ErrorClass::correct);
  view.own("chip_name", words.name).own("chip_letter", words.letter);
  return view;
}

View mark_view(const PlacedMark& placed) {
  View view;
  view.own("mark_css", css_for(placed.mark->kind));
  view.optional_own("mark_lane", placed.lane == 0 ? "" : lane_css(placed.lane));
  return view;
}

View gap_view() {
  View view;
  view.part("seg_text", "").flag("seg_gap", true);
  view.list("seg_marks", {}).list("seg_chips", {});
  return view;
}

View piece_view(const Piece& piece, const Wording& wording) {
  View view;
  std::vector<View> marks;
  std::vector<View> chips;
  if (!piece.text.empty())
    for (const auto* placed : piece.on)
      if (placed->lane < most_lanes)
        marks.push_back(mark_view(*placed));
  for (const auto* placed : piece.endings)
    chips.push_back(chip_view(*placed->mark, wording));
  view.part("seg_text", piece.text).flag("seg_gap", false);
  view.list("seg_marks", std::move(marks)).list("seg_chips", std::move(chips));
  return view;
}

// What a line of text is marked with: `both` where labels and predictions agree on it.
enum class Side { none, both, gold, predicted };

View side_view(Side side, std::string_view text, const Line& line, const Wording& wording) {
  const auto& marks = side == Side::predicted ? line.predicted : line.gold;
  const auto beyond = [&marks](std::size_t lanes) {
    return std::ranges::count_if(marks, [lanes](const auto& m) { return m.lane >= lanes; });
  };
  std::vector<View> pieces;
  if (line.follows_gap)
    pieces.push_back(gap_view());
  for (const auto& piece : cut(text, line.at, marks))
    pieces.push_back(piece_view(piece, wording));
  if (line.precedes_gap)
    pieces.push_back(gap_view());
  View view;
  view.flag("side_both", side == Side::both).flag("side_gold", side == Side::gold);
  view.flag("side_predicted", side == Side::predicted).flag("side_text", side == Side::none);
  view.flag("side_deep", beyond(lanes_of_a_line) > 0);
  view.number("side_undrawn", static_cast<std::uint64_t>(beyond(most_lanes)));
  view.list("side_pieces", std::move(pieces));
  return view;
}

View line_view(Side agreed, std::string_view text, const Line& line, const Wording& wording) {
  View view;
  view.flag("line_apart", !line.agrees);
  view.list("line_sides", line.agrees ? list_of(side_view(agreed, text, line, wording))
                                      : list_of(side_view(Side::gold, text, line, wording),
                                                side_view(Side::predicted, text, line, wording)));
  return view;
}

struct Sides {
  std::vector<Mark> gold, predicted;
};

Sides sides_of(const DocumentResult& document, const Positions& positions) {
  return {marks_of(document.gold, classes_of(document, true), positions),
          marks_of(document.predicted, classes_of(document, false), positions)};
}

std::vector<Stretch> shown_of(std::string_view text, const Sides& sides,
                              const std::vector<std::size_t>& gaps) {
  auto both = sides.gold;
  both.insert(both.end(), sides.predicted.begin(), sides.predicted.end());
  return apart_at(gaps, stretches_around(text, both));
}

}  // namespace

std::vector<ErrorClass> classes_of(const DocumentResult& document, bool of_gold) {
  std::vector<ErrorClass> classes(of_gold ? document.gold.size() : document.predicted.size());
  for (const auto& pair : document.pairs) {
    const auto index = of_gold ? pair.gold : pair.predicted;
    if (index && *index < classes.size())
      classes[*index] = pair.kind;
  }
  return classes;
}

std::vector<View> line_views(const DocumentResult& document, const Wording& wording,
                             bool is_entities) {
  if (!document.has_text || find_invalid_utf8(document.text) != std::string::npos)
    return {};
  const Positions positions{document};
  const auto gaps = positions.gaps();
  const auto sides = is_entities ? sides_of(document, positions) : Sides{};
  const auto agreed = is_entities ? Side::both : Side::none;
  std::vector<View> views;
  for (const auto& line : lines_of(document.text, sides.gold, sides.predicted,
                                   shown_of(document.text, sides, gaps), gaps))
    views.push_back(line_view(agreed, document.text, line, wording));
  return views;
}

}  // namespace errata::render
