// Which document of one evaluation is which of another.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analyze/document_key.hpp"

namespace errata::analyze {

// Indexes into the two lists of keys.
struct DocumentPair {
  std::uint64_t before = 0, after = 0;
  bool operator==(const DocumentPair&) const = default;
};

struct Pairing {
  std::vector<DocumentPair> pairs;  // by `after`
  std::uint64_t rewritten = 0;      // documents without a partner whose id the other side has, too
};

// By text where every document of both sides has one: of equal texts first those with the same id,
// then those with the same labels, then the others as they sort. Else by id, where a text that both
// have must be equal. O(n log n); the order of the documents does not show in who is paired, but
// among documents that are equal in everything.
Pairing pair_documents(std::span<const DocumentKey> before, std::span<const DocumentKey> after);

}  // namespace errata::analyze
