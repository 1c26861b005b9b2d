// The words that the spans of a document stand on.
#pragma once

#include <optional>
#include <string_view>

#include "model/analysis.hpp"
#include "render/document_text.hpp"

namespace errata::render {

// Looks into `document`, which must outlive it.
class Surfaces {
 public:
  explicit Surfaces(const model::DocumentResult& document);

  // What stands for the words where they are masked; empty for a whole document and without text.
  std::string_view of(const model::DocumentResult::Span& span) const;
  // The text from `begin` to `end`, with up to 60 code points on both sides, cut between words; no
  // further than the text is held in one piece, and as masked as it is. Empty without text.
  std::string_view around(std::uint64_t begin, std::uint64_t end) const;

 private:
  std::string_view text_;               // what is held of it
  std::optional<Positions> positions_;  // nothing where there is no text that can be cut
};

}  // namespace errata::render
