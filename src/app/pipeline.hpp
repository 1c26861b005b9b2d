// The stages in a row.
#pragma once

#include <filesystem>

#include "model/analysis.hpp"

namespace errata::app {

// evaluation.jsonl -> Analysis: one pass that counts, one that collects.
model::Analysis analyze_file(const std::filesystem::path& evaluation);

}  // namespace errata::app
