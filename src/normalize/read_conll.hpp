// Columns of tokens and tags, as the CoNLL tasks and their many descendants write them.
#pragma once

#include <memory>

#include "normalize/intake.hpp"
#include "normalize/reader.hpp"

namespace errata::normalize {

// One file with both tags, or two files that are joined sentence by sentence. A document is a
// sentence, or, in a file with more than one of them, what stands between -DOCSTART- lines. Its
// text is the tokens with the joiner between them, and a line feed between sentences.
std::unique_ptr<Reader> read_conll(Intake& intake);

}  // namespace errata::normalize
