// run.json: what a run was, for machines and for the person who asks why.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "app/config.hpp"
#include "model/analysis.hpp"

namespace errata::app {

struct StageTime {
  std::string name;
  std::chrono::milliseconds took;
};

struct RunRecord {
  std::string model, run_id;
  std::vector<StageTime> stages;
};

// Versions, config without secrets (only where they stand), timings, counts, warnings.
void write_run_record(const RunRecord& record, const model::Analysis& analysis,
                      const Config& config, const ModelConfig& model,
                      const std::filesystem::path& path);

}  // namespace errata::app
