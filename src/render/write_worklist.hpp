// worklist.jsonl: the documents of a worklist in the common schema (errata/evaluation/1), for
// labelling tools.
#pragma once

#include "core/files.hpp"
#include "model/analysis.hpp"

namespace errata::render {

// `gold` are the labels of today, `predicted` those that are suggested; "review" says why, a list
// of objects with "kind". The header alone where there is nothing to look at.
void write_worklist(const model::Analysis& analysis, FileWriter& to);

}  // namespace errata::render
