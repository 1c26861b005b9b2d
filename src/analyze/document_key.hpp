// By what a document is known again in another evaluation.
#pragma once

#include <compare>
#include <cstdint>

#include "model/document.hpp"
#include "model/label_set.hpp"

namespace errata::analyze {

// 64 bits of SHA-256 each, 32 bytes for a document.
struct DocumentKey {
  std::uint64_t text = 0;  // white space collapsed; 0 without text
  std::uint64_t id = 0;
  std::uint64_t gold = 0;       // labels by name, in the order of their places
  std::uint64_t predicted = 0;  // and their places and scores

  auto operator<=>(const DocumentKey&) const = default;
};
DocumentKey key_of(const model::Document& document, const model::LabelSet& labels);

}  // namespace errata::analyze
