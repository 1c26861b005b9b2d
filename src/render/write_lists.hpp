// errors.csv and worklist.jsonl, written side by side.
#pragma once

#include <filesystem>

#include "model/analysis.hpp"
#include "render/render.hpp"

namespace errata::render {

// First the documents that `analysis` holds, in its order; then those of `others`, masked by
// `policy`. Of a document that is not held whole errors.csv has the errors that are held, where
// there are no others. Throws OutputError.
model::ListCounts write_lists(const model::Analysis& analysis, const TextPolicy& policy,
                              const OtherDocuments& others, const std::filesystem::path& folder);

}  // namespace errata::render
