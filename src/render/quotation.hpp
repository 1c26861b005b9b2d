// An example as it is quoted, with what was left out of it.
#pragma once

#include <string>

#include "model/analysis.hpp"

namespace errata::render {

// Texts of a place. Each ends, or `before` begins, with "…" where the text of the document goes on
// there.
struct Quotation {
  std::string before, words, after;
  std::string predicted;  // the words of a prediction that stands on others
};
Quotation quotation_of(const model::Example& example, const model::Analysis& analysis);

}  // namespace errata::render
