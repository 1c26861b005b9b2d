// Pass 1: what stands between the edge of a labelled span and the edge of a prediction of it.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analyze/match.hpp"
#include "model/analysis.hpp"
#include "model/document.hpp"

namespace errata::analyze {

// Predictions of a label that miss one edge in one direction by one piece of text, or by any piece
// of a kind.
struct Edge {
  model::LabelId label = 0;
  model::EdgeHabit habit = model::EdgeHabit::begins_early;
  model::PieceKind kind = model::PieceKind::text;
  std::string text;  // of PieceKind::text, else empty

  auto operator<=>(const Edge&) const = default;
};

struct EdgeTally {
  std::uint64_t items = 0, documents = 0;
  std::uint64_t alone = 0;  // of the items: the other edge is right

  bool operator==(const EdgeTally&) const = default;
};

// One wrong edge of a boundary error: the text between the two spans, white space collapsed.
struct Difference {
  model::EdgeHabit habit;
  std::string text;       // empty for longer ones than `longest_piece`
  model::PieceKind kind;  // never PieceKind::text
  bool other_edge_wrong;
};

// Longer pieces do not recur; they count by their kind only.
inline constexpr std::size_t longest_piece = 80;  // bytes

// The wrong edges, one or two. Nothing where the document has no text.
std::vector<Difference> differences(const model::Document& document, const Match& match);

// blank, punctuation, number (digits and punctuation), word or words; scripts without spaces count
// two characters as a word.
model::PieceKind kind_of_piece(std::string_view text);

class Edges {
 public:
  void add(const model::Document& document, const std::vector<Match>& matches);
  void merge(const Edges& other);

  const std::map<Edge, EdgeTally>& counts() const { return counts_; }
  // Boundary errors of the label in documents with text, which the counts are a part of.
  std::uint64_t errors_of(model::LabelId label) const;
  std::uint64_t errors() const;  // of all labels

 private:
  std::map<Edge, EdgeTally> counts_;
  std::map<model::LabelId, std::uint64_t> errors_;
};

}  // namespace errata::analyze
