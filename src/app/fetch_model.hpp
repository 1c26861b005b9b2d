// The fetch stage for the models of a config: credentials are read once, and all models share the
// pace and the time of the run.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "app/config.hpp"
#include "app/messages.hpp"

namespace errata::app {

class Fetcher {
 public:
  // Reads the credentials of the models' sources and texts. Throws UsageError for one that is not
  // there or not right, before anything is sent.
  Fetcher(const Config& config, const std::vector<const ModelConfig*>& models,
          const Messages& messages);
  ~Fetcher();
  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;

  // Fetches what `model` names into the folder `raw`, which is made. Throws FetchError,
  // OutputError.
  void fetch(const ModelConfig& model, const std::filesystem::path& raw);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace errata::app
