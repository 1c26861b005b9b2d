// One model of a run: through the four stages, or fetched alone.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "app/config.hpp"
#include "app/fetch_model.hpp"
#include "app/interruption.hpp"
#include "app/model_pool.hpp"
#include "app/text_options.hpp"
#include "core/error.hpp"

namespace errata::app {

struct RunChoice {
  std::string only;    // this model or section alone; empty: all
  bool resume = true;  // go on from what an unfinished run has left
  std::string replay;  // a run id or run folder: nothing is fetched, its raw/ is used again
};

// What the models of a run share.
struct Run {
  const Config& config;
  std::chrono::sys_seconds started;
  const RunChoice& choice;
  Fetcher* fetcher;  // none for a replay
  Interruption& interruption;
  const TextPolicies& texts;
};

// Into a run folder, which appears complete or not at all. Exit code gate or done; a failure is
// thrown, and what was fetched until then stays for the next run.
ExitCode run_model(const Run& run, const ModelDesk& desk);

// Into a raw folder below `output`, by the same promises.
void fetch_model(const Run& run, const ModelDesk& desk, const std::filesystem::path& output);

}  // namespace errata::app
