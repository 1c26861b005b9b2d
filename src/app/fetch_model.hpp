// The fetch stage for the models of a config: credentials are read once, and all models share the
// pace and the time of the run.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/config.hpp"
#include "app/messages.hpp"
#include "fetch/limits.hpp"
#include "fetch/probe.hpp"
#include "fetch/progress.hpp"

namespace errata::app {

// Throws UsageError for a source or a model that cannot be fetched as the config has it. Reads no
// secret and sends nothing.
void check_fetch(const Config& config, const ModelConfig& model);

class Fetcher {
 public:
  // Checks as above, before anything is sent, and reads the credentials of the models' sources and
  // texts, which become known to `messages`. One that is not there or not right is a fault of the
  // models that need it, when they are fetched. All arguments outlive this.
  Fetcher(const Config& config, const fetch::Limits& limits,
          const std::vector<const ModelConfig*>& models, Messages& messages);
  ~Fetcher();
  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;

  // The models that `model` means: itself, or those that its source has for a pattern or "all".
  // Throws FetchError.
  std::vector<ModelConfig> expand(const ModelConfig& model, Messages& messages);

  // Fetches what `model` names into the folder `raw`, which is made and may hold a checkpoint;
  // returns how many requests that took. May be called by several threads. Throws FetchError,
  // OutputError.
  std::size_t fetch(const ModelConfig& model, const fetch::Destination& raw, Messages& messages);

  // What was warned of that concerns `model`, when this was made.
  std::vector<std::string> warnings_of(const ModelConfig& model) const;

  // A first word with the source of `model`: what a run would take. May be called by several
  // threads. Throws FetchError; fetch::TimeUp where the time did not suffice to ask.
  std::vector<std::string> probe(const ModelConfig& model);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace errata::app
