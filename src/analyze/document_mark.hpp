// Recognises equal documents without keeping them.
#pragma once

#include <compare>
#include <cstdint>

#include "model/document.hpp"

namespace errata::analyze {

// 64 bits of SHA-256, so that ids and texts made to collide do not; of `gold` a plain hash.
struct DocumentMark {
  std::uint64_t id = 0;
  std::uint64_t text = 0;  // 0 without text
  std::uint64_t gold = 0;  // of labels and spans

  auto operator<=>(const DocumentMark&) const = default;
};
DocumentMark mark_of(const model::Document& document);

}  // namespace errata::analyze
