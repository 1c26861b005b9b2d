// One section of the config as the fetch stage takes it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "app/config.hpp"
#include "app/messages.hpp"
#include "fetch/entra.hpp"
#include "fetch/fetch.hpp"

namespace errata::app {

struct FetchTask {
  const SourceConfig* config;
  fetch::Source source;
  fetch::Job job;
  std::string fault = {};                  // why a secret could not be read
  std::vector<std::string> warnings = {};  // of its secrets
};

// Without its secrets. Throws UsageError for what cannot be fetched as the config has it.
FetchTask task_of(const Config& config, const ModelConfig& model);

// Every secret of a run. A variable is removed from the environment when it is read, so that it is
// read once however many models need it.
class Secrets {
 public:
  // All that are read become known to `messages`; tokens are asked for over `network`. What both
  // refer to outlives the tasks.
  Secrets(const fetch::Network& network, Messages& messages)
      : network_{network}, known_{messages.secrets()}, messages_{messages} {}

  // Puts the secrets into `task`, with what is to be warned of, which is said. Throws UsageError.
  void give_to(FetchTask& task, const ModelConfig& model);

 private:
  fetch::Secret at(const SecretPlace& place);
  fetch::Secret signature_at(const SecretPlace& place, std::vector<std::string>& warnings);
  std::shared_ptr<fetch::TokenSource> tokens_for(const fetch::Source& source);
  void give_login(const SourceConfig& config, fetch::ProxyChoice& proxies);

  fetch::Network network_;
  fetch::KnownSecrets& known_;
  Messages& messages_;
  std::map<std::tuple<std::string, std::string, std::string>, fetch::Secret> read_;
  std::optional<fetch::EntraClient> client_;
  // By scope, ca_file, proxy with its exceptions, and allow_host.
  std::map<std::tuple<std::string, std::string, std::string, std::string, bool>,
           std::shared_ptr<fetch::TokenSource>>
      tokens_;
};

}  // namespace errata::app
