// What became of a document: its labels and predictions, how they met, and its text as far as it is
// held. Part of the Analysis.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/unicode.hpp"
#include "model/example.hpp"

namespace errata::model {

struct DocumentResult {
  struct Span {
    std::string label;
    std::uint64_t begin = 0, end = 0;
    std::optional<double> score;
    std::string shown_as{};  // stands for the surface where texts are masked; else empty
    // Of a gold span that was not found: a finding breaks its label down into parts that it is made
    // of.
    bool explained = false;
  };
  // Indexes into gold and predicted; nothing where the class has no such side. Multi-label, `type`:
  // every missing label of the document stands against every extra one, so that here only each is
  // named once; there may be more of one side.
  struct Pair {
    ErrorClass kind = ErrorClass::correct;
    std::optional<std::size_t> gold, predicted;
    std::string id{};  // of an error, as that of ErrorChange; else empty
  };
  // A stretch of the document's text, in `unit`.
  struct Window {
    std::uint64_t begin = 0, end = 0;
    bool operator==(const Window&) const = default;
  };
  std::string id, language, text;
  bool has_text = false;
  OffsetUnit unit = OffsetUnit::codepoints;
  std::vector<Span> gold, predicted;
  std::vector<Pair> pairs;
  std::uint64_t errors = 0;  // the document's part of by_class
  // Of a document that is too large to be held whole: the stretches that `text` is put together of,
  // ascending and apart, and how long the whole text is. Else none, and 0. Offsets of spans are
  // those of the whole document, always.
  std::vector<Window> windows;
  std::uint64_t length = 0;
  std::uint64_t items_left = 0;  // of gold and predicted that are not held; errors counts theirs

  bool is_whole() const { return windows.empty() && items_left == 0; }
};

}  // namespace errata::model
