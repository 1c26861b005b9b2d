// run.json: what a run was, for machines and for the person who asks why.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/config.hpp"
#include "app/stage_log.hpp"
#include "model/analysis.hpp"

namespace errata::app {

struct RunRecord {
  std::string model, run_id;
  std::string replay_of = {};  // the run whose raw/ was used again; empty: none
  std::vector<StageTime> stages;
  std::vector<std::string> warnings;  // of the fetch; the analysis has its own
};

// Versions, config without secrets (only where they stand), timings, counts, warnings.
void write_run_record(const RunRecord& record, const model::Analysis& analysis,
                      const Config& config, const ModelConfig& model,
                      const std::filesystem::path& path);

}  // namespace errata::app
