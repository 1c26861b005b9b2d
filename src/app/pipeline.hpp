// The stages in a row.
#pragma once

#include <filesystem>
#include <string>

#include "analyze/analyze.hpp"
#include "model/analysis.hpp"
#include "render/render.hpp"

namespace errata::app {

// evaluation.jsonl -> Analysis: one pass that counts, one that collects. Messages call the file
// `name`.
model::Analysis analyze_file(const std::filesystem::path& evaluation, const std::string& name,
                             const analyze::Options& options);

// The documents of the evaluation that `analysis`, which is of it, does not hold, or not whole;
// none where errors.csv and worklist.jsonl lack nothing without them. Reads the file once more,
// while they are asked for; refers to `analysis`.
render::OtherDocuments other_documents(const std::filesystem::path& evaluation,
                                       const std::string& name, const model::Analysis& analysis);

// The same of the evaluation that stands beside the file `analysis` was read from, as in the folder
// of a run; none where there is none, it is of another analysis, or the texts of this one are
// masked.
render::OtherDocuments documents_beside(const std::filesystem::path& file,
                                        const model::Analysis& analysis);

// "errors.csv lists 2,000 of 9,431 errors: …", where it does not list all; else empty.
std::string lack_of_errors(const model::ListCounts& lists, bool has_others);

}  // namespace errata::app
