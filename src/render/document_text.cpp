#include "render/document_text.hpp"

#include <algorithm>
#include <tuple>

#include "core/unicode.hpp"
#include "render/view.hpp"

namespace errata::render {

namespace {

constexpr std::size_t whole_text = 500;    // bytes that are shown without folding
constexpr std::size_t context = 80;        // bytes on each side of an error
constexpr std::size_t longest_mark = 300;  // bytes of one span that are shown
constexpr std::size_t most_shown = 3000;   // bytes of one document
constexpr std::size_t beginning = 240;     // bytes of a text without errors

bool is_boundary(std::string_view text, std::size_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

// The nearest place at or before `at` where a word begins, at most 20 bytes off, else a character.
std::size_t back_to_word(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  const auto nearest = at > 20 ? at - 20 : 0;
  for (auto word = at; word > nearest; --word)
    if (text[word - 1] == ' ' || text[word - 1] == '\n')
      return word;
  while (!is_boundary(text, at))
    --at;
  return at;
}

std::size_t forward_to_word(std::string_view text, std::size_t at) {
  const auto farthest = std::min(at + 20, text.size());
  for (auto word = at; word < farthest; ++word)
    if (text[word] == ' ' || text[word] == '\n')
      return word;
  while (!is_boundary(text, at))
    ++at;
  return std::min(at, text.size());
}

Stretch around(std::string_view text, Stretch mark) {
  const auto end = std::min(mark.end, mark.begin + longest_mark);
  return {back_to_word(text, mark.begin > context ? mark.begin - context : 0),
          forward_to_word(text, std::min(end + context, text.size()))};
}

bool covers(const Mark& mark, Stretch at) {
  return mark.at.begin <= at.begin && at.end <= mark.at.end;
}

bool is_inner(const Mark& a, const Mark& b) {
  const auto rank = [](const Mark& m) {
    return std::tuple{m.kind == model::ErrorClass::correct, m.at.end - m.at.begin};
  };
  return rank(a) < rank(b);
}

// The marks that can be seen in a stretch, clipped to it.
struct Clipped {
  Stretch at;
  const Mark* mark;
};

std::vector<Clipped> clipped_to(Stretch shown, const std::vector<Mark>& marks) {
  std::vector<Clipped> clipped;
  for (const auto& mark : marks) {
    const Stretch at{std::max(mark.at.begin, shown.begin), std::min(mark.at.end, shown.end)};
    const bool is_point = mark.at.begin == mark.at.end;
    if (at.begin < at.end || (is_point && at.begin == at.end))
      clipped.push_back({at, &mark});
  }
  return clipped;
}

std::vector<std::size_t> cuts_of(Stretch shown, const std::vector<Clipped>& clipped) {
  std::vector<std::size_t> cuts{shown.begin, shown.end};
  for (const auto& [at, mark] : clipped) {
    cuts.push_back(at.begin);
    cuts.push_back(at.end);
  }
  std::ranges::sort(cuts);
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  return cuts;
}

Piece piece_of(std::string_view text, Stretch at, const std::vector<Clipped>& clipped) {
  Piece piece;
  piece.text = text.substr(at.begin, at.end - at.begin);
  for (const auto& [where, mark] : clipped) {
    if (where.end == at.end)
      piece.endings.push_back(mark);
    if (!covers(*mark, at))
      continue;
    ++piece.depth;
    if (piece.on == nullptr || is_inner(*mark, *piece.on))
      piece.on = mark;
  }
  std::ranges::stable_sort(piece.endings, {},
                           [](const Mark* m) { return m->at.end - m->at.begin; });
  return piece;
}

void cut_stretch(std::string_view text, Stretch shown, const std::vector<Mark>& marks,
                 std::vector<Piece>& pieces) {
  const auto clipped = clipped_to(shown, marks);
  const auto cuts = cuts_of(shown, clipped);
  // A mark of no length at the very beginning ends behind an empty piece.
  if (std::ranges::any_of(clipped, [&](const Clipped& c) { return c.at.end == shown.begin; }))
    pieces.push_back(piece_of(text, {shown.begin, shown.begin}, clipped));
  for (std::size_t i = 1; i < cuts.size(); ++i)
    pieces.push_back(piece_of(text, {cuts[i - 1], cuts[i]}, clipped));
}

std::vector<Stretch> joined(std::vector<Stretch> stretches) {
  std::ranges::sort(stretches, {}, [](const Stretch& s) { return std::tuple{s.begin, s.end}; });
  std::vector<Stretch> apart;
  std::size_t bytes = 0;
  for (const auto& next : stretches) {
    if (!apart.empty() && next.begin <= apart.back().end + 1)
      apart.back().end = std::max(apart.back().end, next.end);
    else if (bytes < most_shown)
      apart.push_back(next);
    else
      break;
    bytes += next.end - next.begin;
  }
  return apart;
}

}  // namespace

Positions::Positions(std::string_view text, OffsetUnit unit) {
  if (unit == OffsetUnit::bytes) {
    for (std::size_t at = 0; at <= text.size(); ++at)
      bytes_.push_back(is_boundary(text, at) ? at : bytes_.back());
    return;
  }
  for (std::size_t at = 0; at < text.size();) {
    const auto [c, bytes] = code_point_at(text, at);
    bytes_.push_back(at);
    if (unit == OffsetUnit::utf16 && c > 0xFFFF)
      bytes_.push_back(at);
    at += bytes;
  }
  bytes_.push_back(text.size());
}

std::size_t Positions::byte_at(std::uint64_t offset) const {
  return bytes_[std::min<std::uint64_t>(offset, bytes_.size() - 1)];
}

Stretch Positions::stretch(std::uint64_t begin, std::uint64_t end) const {
  const auto first = byte_at(begin);
  return {first, std::max(first, byte_at(end))};
}

std::vector<Stretch> stretches_around(std::string_view text, const std::vector<Mark>& marks) {
  if (text.size() <= whole_text)
    return {{0, text.size()}};
  std::vector<Stretch> stretches;
  for (const auto& mark : marks)
    if (mark.kind != model::ErrorClass::correct)
      stretches.push_back(around(text, mark.at));
  if (stretches.empty())
    stretches.push_back({0, forward_to_word(text, beginning)});
  return joined(std::move(stretches));
}

std::vector<Piece> cut(std::string_view text, const std::vector<Mark>& marks,
                       const std::vector<Stretch>& shown) {
  Piece gap;
  gap.is_gap = true;
  std::vector<Piece> pieces;
  std::size_t end = 0;
  for (const auto& stretch : shown) {
    if (stretch.begin > end)
      pieces.push_back(gap);
    cut_stretch(text, stretch, marks, pieces);
    end = stretch.end;
  }
  if (end < text.size())
    pieces.push_back(gap);
  return pieces;
}

}  // namespace errata::render
