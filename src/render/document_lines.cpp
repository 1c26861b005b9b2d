#include "render/document_lines.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/unicode.hpp"
#include "render/line_breaks.hpp"

namespace errata::render {

namespace {

std::size_t length_of(Stretch at) {
  return at.end - at.begin;
}

// The marks that can be seen in a stretch, clipped to it.
std::vector<PlacedMark> clipped_to(Stretch shown, const std::vector<Mark>& marks) {
  std::vector<PlacedMark> clipped;
  for (const auto& mark : marks) {
    const Stretch at{std::max(mark.at.begin, shown.begin), std::min(mark.at.end, shown.end)};
    const bool is_point = mark.at.begin == mark.at.end;
    if (at.begin < at.end || (is_point && at.begin == at.end))
      clipped.push_back({at, &mark});
  }
  std::ranges::stable_sort(clipped, {}, [](const PlacedMark& m) {
    return std::tuple{m.at.begin, ~length_of(m.at)};
  });
  return clipped;
}

// Gives each mark the first lane whose last mark ends before it, in order of their beginnings.
void set_lanes(std::vector<PlacedMark>& marks) {
  std::vector<std::size_t> ends;
  for (auto& mark : marks) {
    const auto free = std::ranges::find_if(ends, [&](auto end) { return end <= mark.at.begin; });
    mark.lane = static_cast<std::size_t>(free - ends.begin());
    if (free == ends.end())
      ends.push_back(mark.at.end);
    else
      *free = mark.at.end;
  }
}

// A mark stands on the line that it ends in, and no line ends inside one.
void place(std::vector<PlacedMark> marks, std::vector<Line>& lines, std::size_t first,
           std::vector<PlacedMark> Line::*side) {
  set_lanes(marks);
  for (auto& mark : marks) {
    const auto line = std::lower_bound(
        lines.begin() + static_cast<std::ptrdiff_t>(first), lines.end() - 1, mark.at.end,
        [](const Line& l, std::size_t end) { return l.at.end < end; });
    line->agrees = line->agrees && mark.mark->kind == model::ErrorClass::correct;
    ((*line).*side).push_back(mark);
  }
}

// Leaves the white space at the end to the row's own line break, but for what is marked.
void trim_end(std::string_view text, Line& line) {
  auto least = line.at.begin;
  for (const auto* side : {&line.gold, &line.predicted})
    for (const auto& mark : *side)
      least = std::max(least, mark.at.end);
  while (line.at.end > least && is_space(static_cast<unsigned char>(text[line.at.end - 1])))
    --line.at.end;
}

void append_lines(std::string_view text, Stretch shown, std::vector<PlacedMark> gold,
                  std::vector<PlacedMark> predicted, std::vector<Line>& lines) {
  std::vector<Stretch> whole;
  for (const auto* side : {&gold, &predicted})
    for (const auto& mark : *side)
      whole.push_back(mark.at);
  const auto first = lines.size();
  auto begin = shown.begin;
  for (const auto end : line_ends(text, shown, whole)) {
    Line line;
    line.at = {begin, end};
    lines.push_back(std::move(line));
    begin = end;
  }
  place(std::move(gold), lines, first, &Line::gold);
  place(std::move(predicted), lines, first, &Line::predicted);
  for (auto line = first; line < lines.size(); ++line)
    trim_end(text, lines[line]);
}

void append(std::vector<PlacedMark>& to, std::vector<PlacedMark>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

// Neighbours on which nothing is wrong become one.
std::vector<Line> joined(std::vector<Line> lines) {
  std::vector<Line> runs;
  for (auto& line : lines) {
    if (runs.empty() || line.follows_gap || !line.agrees || !runs.back().agrees) {
      runs.push_back(std::move(line));
      continue;
    }
    auto& run = runs.back();
    run.at.end = line.at.end;
    run.precedes_gap = line.precedes_gap;
    append(run.gold, line.gold);
    append(run.predicted, line.predicted);
  }
  return runs;
}

std::vector<std::size_t> cuts_of(Stretch line, const std::vector<PlacedMark>& marks) {
  std::vector<std::size_t> cuts{line.begin, line.end};
  for (const auto& mark : marks) {
    cuts.push_back(mark.at.begin);
    cuts.push_back(mark.at.end);
  }
  std::ranges::sort(cuts);
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  return cuts;
}

bool covers(Stretch mark, Stretch at) {
  return mark.begin <= at.begin && at.end <= mark.end;
}

Piece piece_of(std::string_view text, Stretch at, const std::vector<PlacedMark>& marks) {
  Piece piece;
  piece.text = text.substr(at.begin, length_of(at));
  for (const auto& mark : marks) {
    if (mark.at.end == at.end)
      piece.endings.push_back(&mark);
    if (covers(mark.at, at))
      piece.on.push_back(&mark);
  }
  std::ranges::stable_sort(piece.on, {}, &PlacedMark::lane);
  std::ranges::stable_sort(piece.endings, {}, [](const auto* m) { return length_of(m->at); });
  return piece;
}

}  // namespace

std::vector<Line> lines_of(std::string_view text, const std::vector<Mark>& gold,
                           const std::vector<Mark>& predicted, const std::vector<Stretch>& shown,
                           const std::vector<std::size_t>& gaps) {
  std::vector<Line> lines;
  std::size_t end = 0;
  const auto is_gap = [&](std::size_t at) { return std::ranges::binary_search(gaps, at); };
  for (const auto& stretch : shown) {
    const auto first = lines.size();
    append_lines(text, stretch, clipped_to(stretch, gold), clipped_to(stretch, predicted), lines);
    lines[first].follows_gap = stretch.begin > end || is_gap(stretch.begin);
    end = stretch.end;
  }
  if (!lines.empty())
    lines.back().precedes_gap = end < text.size() || is_gap(end);
  return joined(std::move(lines));
}

std::vector<Piece> cut(std::string_view text, Stretch line, const std::vector<PlacedMark>& marks) {
  const auto cuts = cuts_of(line, marks);
  std::vector<Piece> pieces;
  // A mark of no length at the very beginning ends behind an empty piece.
  if (std::ranges::any_of(marks, [&](const auto& m) { return m.at.end == line.begin; }))
    pieces.push_back(piece_of(text, {line.begin, line.begin}, marks));
  for (std::size_t i = 1; i < cuts.size(); ++i)
    pieces.push_back(piece_of(text, {cuts[i - 1], cuts[i]}, marks));
  return pieces;
}

}  // namespace errata::render
