// Pass 1: words at the edges of gold spans, which are inside the label here and outside there.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyze/words.hpp"
#include "model/analysis.hpp"
#include "model/document.hpp"

namespace errata::analyze {

struct GoldEdge {
  model::LabelId label = 0;
  model::EdgeKind kind = model::EdgeKind::title;
  std::uint64_t form =
      0;  // of the word, with its case; of the word before a closing mark; 0 of titles

  auto operator<=>(const GoldEdge&) const = default;

  struct Hash {
    std::size_t operator()(const GoldEdge& edge) const;
  };
};

struct EdgeCounts {
  std::uint64_t inside = 0, outside = 0;
};

// What stands at an edge of a span: the first or last of several words in it, or the word beside
// it.
struct EdgeWord {
  GoldEdge edge;
  bool inside;
  std::string_view word;
};

// Titles (Mr, Frau; a full stop behind one is a part of it), closing marks behind a word (.,;:!?),
// and any other first or last word of a script with spaces. `words` are those of the text. A span
// that begins or ends within a word, or has none, has no edge words.
std::vector<EdgeWord> edge_words(std::string_view text, const std::vector<Word>& words,
                                 const model::Annotation& span);

// A commutative monoid.
class GoldEdges {
 public:
  using Counts = std::unordered_map<GoldEdge, EdgeCounts, GoldEdge::Hash>;

  void add(const model::Document& document, const std::vector<Word>& words);  // of its text
  void merge(const GoldEdges& other);

  const Counts& counts() const { return counts_; }  // in no order

 private:
  Counts counts_;
};

}  // namespace errata::analyze
