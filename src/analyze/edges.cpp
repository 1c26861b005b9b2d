#include "analyze/edges.hpp"

#include <utility>

#include "analyze/surface.hpp"
#include "core/unicode.hpp"

namespace errata::analyze {

using model::EdgeHabit;
using model::PieceKind;

namespace {

// What is between two offsets, and on which side the prediction lies.
struct Gap {
  std::uint32_t gold, predicted;
  EdgeHabit early, late;
};

Difference difference(const model::Document& document, const Gap& gap, bool other_edge_wrong) {
  const bool early = gap.predicted < gap.gold;
  const auto from = early ? gap.predicted : gap.gold;
  const auto to = early ? gap.gold : gap.predicted;
  const auto raw = std::string_view{document.text}.substr(from, to - from);
  auto text = normalized_surface(raw);
  const auto kind = kind_of_piece(text);
  if (text.size() > longest_piece)
    text.clear();
  return {early ? gap.early : gap.late, std::move(text), kind, other_edge_wrong};
}

}  // namespace

PieceKind kind_of_piece(std::string_view text) {
  if (normalized_surface(text).empty())
    return PieceKind::blank;
  bool letters = false;
  bool digits = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    const auto kind = kind_of(point.value);
    digits = digits || kind == LetterKind::digit;
    letters = letters || kind == LetterKind::upper || kind == LetterKind::lower ||
              kind == LetterKind::unspaced;
    at += point.bytes;
  }
  if (!letters)
    return digits ? PieceKind::number : PieceKind::punctuation;
  return count_tokens(text) > 1 ? PieceKind::words : PieceKind::word;
}

std::vector<Difference> differences(const model::Document& document, const Match& match) {
  std::vector<Difference> found;
  if (!document.has_text)
    return found;
  const auto& gold = document.gold[match.gold];
  const auto& predicted = document.predicted[match.predicted];
  const bool begin_wrong = gold.begin != predicted.begin;
  const bool end_wrong = gold.end != predicted.end;
  if (begin_wrong)
    found.push_back(difference(
        document, {gold.begin, predicted.begin, EdgeHabit::begins_early, EdgeHabit::begins_late},
        end_wrong));
  if (end_wrong)
    found.push_back(
        difference(document, {gold.end, predicted.end, EdgeHabit::ends_early, EdgeHabit::ends_late},
                   begin_wrong));
  return found;
}

void Edges::add(const model::Document& document, const std::vector<Match>& matches) {
  std::map<Edge, EdgeTally> here;
  const auto count = [&here](Edge edge, bool alone) {
    auto& tally = here[std::move(edge)];
    tally.items += 1;
    tally.alone += alone;
  };
  for (const auto& match : matches) {
    if (match.kind != model::ErrorClass::boundary || !document.has_text)
      continue;
    const auto label = document.gold[match.gold].label;
    errors_[label] += 1;
    for (auto& d : differences(document, match)) {
      count({label, d.habit, d.kind, ""}, !d.other_edge_wrong);
      if (!d.text.empty())
        count({label, d.habit, PieceKind::text, std::move(d.text)}, !d.other_edge_wrong);
    }
  }
  for (const auto& [edge, tally] : here) {
    auto& sum = counts_[edge];
    sum.items += tally.items;
    sum.documents += 1;
    sum.alone += tally.alone;
  }
}

void Edges::merge(const Edges& other) {
  for (const auto& [edge, tally] : other.counts_) {
    auto& sum = counts_[edge];
    sum.items += tally.items;
    sum.documents += tally.documents;
    sum.alone += tally.alone;
  }
  for (const auto& [label, count] : other.errors_)
    errors_[label] += count;
}

std::uint64_t Edges::errors_of(model::LabelId label) const {
  const auto found = errors_.find(label);
  return found != errors_.end() ? found->second : 0;
}

std::uint64_t Edges::errors() const {
  std::uint64_t sum = 0;
  for (const auto& [label, count] : errors_)
    sum += count;
  return sum;
}

}  // namespace errata::analyze
