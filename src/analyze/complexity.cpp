#include "analyze/complexity.hpp"

#include <algorithm>

#include "analyze/surface.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"

namespace errata::analyze {

namespace {

constexpr std::uint64_t spans_for_rarity = 20;
constexpr std::uint64_t rarity = 20;  // one in so many
constexpr std::array<std::string_view, 6> conjunctions{"and", "or", "und", "oder", "et", "ou"};

std::size_t count_conjunctions(std::string_view text) {
  std::size_t count = 0;
  for (const auto word : split(text, ' '))
    count += std::ranges::find(conjunctions, lowered(word)) != conjunctions.end();
  return count;
}

std::size_t count_separators(std::string_view text) {
  const auto inside = trimmed(text);
  std::size_t marks = 0;
  for (std::size_t at = 0; at < inside.size();) {
    const auto [c, bytes] = code_point_at(inside, at);
    marks += is_separator(c) && c != U'\r';  // the line ends once
    at += bytes;
  }
  return marks + count_conjunctions(text);
}

bool mixes_digits_and_letters(std::string_view text) {
  bool digit = false;
  bool letter = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto [c, bytes] = code_point_at(text, at);
    const auto kind = kind_of(c);
    digit |= kind == LetterKind::digit;
    letter |=
        kind == LetterKind::upper || kind == LetterKind::lower || kind == LetterKind::unspaced;
    at += bytes;
  }
  return digit && letter;
}

bool is_rare(const model::Annotation& span, std::string_view text, const Tally& tally) {
  const auto spans = tally.labels[span.label].sums.gold;
  const auto shape = tally.shapes.find({span.label, shape_of(text)});
  const auto alike = shape == tally.shapes.end() ? 0 : shape->second;
  return spans >= spans_for_rarity && alike * rarity < spans;
}

bool is_unseen(std::string_view text, const Tally& tally) {
  const auto known = tally.surfaces.find(normalized_surface(text));
  if (known == tally.surfaces.end())
    return true;
  std::uint64_t labelled = 0;
  for (const auto& [label, count] : known->second.gold)
    labelled += count;
  return labelled < 2;
}

}  // namespace

int Complexity::points() const {
  return (tokens >= 4) + (tokens >= 7) + (characters >= 25) + (separators >= 1) +
         (separators >= 3) + mixed + rare_shape + overlapped + unseen;
}

std::size_t band_of(const Complexity& complexity) {
  const int points = complexity.points();
  return points >= 4 ? 2 : points >= 2 ? 1 : 0;
}

Complexity complexity_of(const model::Document& document, std::size_t index, const Tally& tally) {
  const auto& span = document.gold[index];
  Complexity c;
  c.characters = span.end - span.begin;
  if (!document.has_text)
    return c;
  const auto text = text_of(document, span);
  c.tokens = count_tokens(text);
  c.characters = length_in(OffsetUnit::codepoints, text);
  c.separators = count_separators(text);
  c.mixed = mixes_digits_and_letters(text);
  c.rare_shape = is_rare(span, text, tally);
  c.unseen = is_unseen(text, tally);
  return c;
}

std::vector<bool> overlapped_items(const std::vector<model::Annotation>& sorted) {
  std::vector<bool> overlapped(sorted.size());
  std::uint32_t reached = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const bool before = i > 0 && reached > sorted[i].begin;
    const bool behind = i + 1 < sorted.size() && sorted[i + 1].begin < sorted[i].end;
    overlapped[i] = before || behind;
    reached = std::max(reached, sorted[i].end);
  }
  return overlapped;
}

}  // namespace errata::analyze
