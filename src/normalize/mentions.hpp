// Whether the words that a source quotes beside its offsets stand there in the text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/unicode.hpp"
#include "model/document.hpp"

namespace errata::normalize {

// Offsets in the unit of the source.
struct Mention {
  std::uint32_t begin, end;
  std::string quoted;
};

// Mentions of one document after another. Writing them in other letter case or with other signs
// between the letters is a habit of normalizing sources and no fault.
class Mentions {
 public:
  void add(std::uint32_t begin, std::uint32_t end, std::string_view quoted);

  // How many of those that were added are not the text at their offsets, if these count in `unit`.
  std::uint64_t differing_in(OffsetUnit unit, std::string_view text) const;

  // UTF-16 where most of them are the text at their offsets, and more than in code points.
  OffsetUnit likely_unit(std::string_view text) const;

  void forget() { added_.clear(); }

  // Compares what was added with the document's text, in its unit, and forgets it. Where the
  // document has none, what was added is left in `later`, for whoever finds its text.
  void check(const model::Document& document, std::vector<Mention>& later);
  void check(std::vector<Mention> mentions, OffsetUnit unit, std::string_view text);

  // "2 of 20 quoted mentions are not the text at their offsets", empty where all are.
  std::string remark() const;

 private:
  std::vector<Mention> added_;
  std::uint64_t compared_ = 0, differing_ = 0;
};

}  // namespace errata::normalize
