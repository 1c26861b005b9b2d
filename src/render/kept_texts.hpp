// Which texts of an Analysis are no words of its documents, by the keys of analysis.json.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace errata::render {

// Whether what stands behind `key` (a text, a list of texts, or a map) may stay where no text of a
// document may be shown: labels, ids, names, and words of errata. Whatever is not known may not.
bool may_stay(std::string_view key);

// The same of the value of a fact.
bool may_stay_as_fact(std::string_view name);

// A remark of the reading without what it quotes.
std::string without_quotes(std::string_view remark);

}  // namespace errata::render
