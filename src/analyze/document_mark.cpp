#include "analyze/document_mark.hpp"

#include <algorithm>

#include "core/digest.hpp"

namespace errata::analyze {

DocumentMark mark_of(const model::Document& document) {
  DocumentMark mark;
  mark.id = sha256_start(document.id);
  if (document.has_text)
    mark.text = std::max<std::uint64_t>(1, sha256_start(document.text));
  // Labels and spans are small numbers; a multiplicative hash tells them apart well enough for what
  // is only compared between documents of one text.
  for (const auto& a : document.gold)
    for (const std::uint64_t part : {a.label + 1, a.begin + 1, a.end + 1})
      mark.gold = (mark.gold ^ part) * 0x9E3779B97F4A7C15U + (mark.gold >> 29U);
  return mark;
}

}  // namespace errata::analyze
