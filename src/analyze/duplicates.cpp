#include "analyze/duplicates.hpp"

namespace errata::analyze {

Duplicates::Duplicates(const Tally& tally)
    : repeated_ids_{tally.ids}, repeated_texts_{tally.texts} {
}

void Duplicates::add(const model::Document& document, const DocumentMark& mark) {
  if (repeated_ids_.may_contain(mark.id))
    add(by_id_, mark.id, document, mark);
  if (document.has_text && repeated_texts_.may_contain(mark.text))
    add(by_text_, mark.text, document, mark);
}

void Duplicates::add(ByKey& to, std::uint64_t key, const model::Document& document,
                     const DocumentMark& mark) {
  const auto [at, is_first] = to.try_emplace(key);
  auto& equal = at->second;
  if (is_first)
    equal.gold = mark.gold;
  equal.has_other_gold = equal.has_other_gold || equal.gold != mark.gold;
  equal.found.documents += 1;
  if (equal.found.first.wants(document.id))
    equal.found.first.add(document.id);
}

Duplicates::Found Duplicates::sum_of(const ByKey& equals, bool (*is_counted)(const Equal&)) {
  Found sum;
  for (const auto& [key, equal] : equals) {
    if (!is_counted(equal))
      continue;
    sum.documents += equal.found.documents;
    for (const auto& id : equal.found.first.values())
      sum.first.add(id);
  }
  return sum;
}

Duplicates::Found Duplicates::ids() const {
  return sum_of(by_id_, [](const Equal& equal) { return equal.found.documents > 1; });
}

Duplicates::Found Duplicates::texts() const {
  return sum_of(by_text_, [](const Equal& equal) { return equal.found.documents > 1; });
}

Duplicates::Found Duplicates::conflicts() const {
  return sum_of(by_text_, [](const Equal& equal) { return equal.has_other_gold; });
}

}  // namespace errata::analyze
