// The stages in a row.
#pragma once

#include <filesystem>
#include <string>

#include "analyze/analyze.hpp"
#include "model/analysis.hpp"

namespace errata::app {

// evaluation.jsonl -> Analysis: one pass that counts, one that collects. Messages call the file
// `name`.
model::Analysis analyze_file(const std::filesystem::path& evaluation, const std::string& name,
                             const analyze::Options& options);

}  // namespace errata::app
