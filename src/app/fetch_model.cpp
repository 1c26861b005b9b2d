#include "app/fetch_model.hpp"

#include <atomic>
#include <map>
#include <string>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "fetch/clock.hpp"
#include "fetch/fetch.hpp"
#include "fetch/traffic.hpp"
#include "fetch/worker_transport.hpp"

namespace errata::app {

namespace {

using fetch::Credential;

// Every secret of a run. A variable is removed from the environment when it is read, so that it is
// read once however many models need it.
class Secrets {
 public:
  fetch::Secret at(const SecretPlace& place) {
    auto& known = known_[{place.environment, place.file}];
    if (!known.is_set())
      known = place.file.empty() ? fetch::secret_from_environment(place.environment)
                                 : fetch::secret_from_file(place.file);
    return known.clone();
  }

 private:
  std::map<std::pair<std::string, std::string>, fetch::Secret> known_;
};

// Both without their secrets.
fetch::Source source_of(const SourceConfig& config) {
  fetch::Source source;
  source.name = config.name;
  source.endpoint = config.endpoint;
  source.ca_file = config.ca_file;
  source.allow_host = config.allow_host;
  source.requests_per_minute = config.requests_per_minute;
  if (!config.api_version.empty())
    source.api_version = config.api_version;
  if (!config.header.empty())
    source.credential.header = config.header;
  return source;
}

fetch::Job job_of(const ModelConfig& model, const SourceConfig& source) {
  fetch::Job job;
  job.project = model.project;
  job.model = model.model;
  if (model.texts_url.empty())
    return job;
  job.texts.emplace();
  job.texts->url = model.texts_url;
  job.texts->ca_file = source.ca_file;
  job.texts->allow_host = source.allow_host;
  return job;
}

struct Task {
  const SourceConfig* config;
  fetch::Source source;
  fetch::Job job;
  std::string fault = {};  // why a secret could not be read
};

Task task_of(const Config& config, const ModelConfig& model) {
  const auto& source = config.source_of(model);
  Task task{&source, source_of(source), job_of(model, source)};
  if (source.kind == "https")
    fetch::check_file(task.source);
  else
    fetch::check_azure_language(task.source, task.job);
  return task;
}

void take_secrets(const ModelConfig& model, Secrets& secrets, Task& task) {
  auto& credential = task.source.credential;
  if (!task.config->key.empty()) {
    credential.kind = Credential::Kind::header;
    credential.secret = secrets.at(task.config->key);
  } else if (!task.config->token.empty()) {
    credential.kind = Credential::Kind::bearer;
    credential.secret = secrets.at(task.config->token);
  }
  if (!task.job.texts)
    return;
  task.job.texts->credential.kind = Credential::Kind::sas;
  task.job.texts->credential.secret = secrets.at(model.texts_sas);
}

}  // namespace

struct Fetcher::State {
  explicit State(const fetch::Limits& limits)
      : retry{limits.retry}, traffic{clock, limits.run}, transport{{}, limits.attempt} {}

  fetch::RetryLimits retry;
  fetch::SystemClock clock;
  fetch::Traffic traffic;
  fetch::WorkerTransport transport;
  std::map<std::string, Task> tasks;  // by name of the model
};

void check_fetch(const Config& config, const ModelConfig& model) {
  task_of(config, model);
}

Fetcher::Fetcher(const Config& config, const std::vector<const ModelConfig*>& models)
    : state_{std::make_unique<State>(config.limits)} {
  Secrets secrets;
  for (const auto* model : models) {
    if (model->source.empty())
      continue;
    try {
      state_->tasks.emplace(model->name, task_of(config, *model));
    } catch (const UsageError& e) {
      throw UsageError{printable(config.file.string()) + ": model " + model->name + ": " +
                       e.what()};
    }
    auto& task = state_->tasks.at(model->name);
    try {
      take_secrets(*model, secrets, task);
    } catch (const UsageError& e) {
      task.fault = e.what();
    }
  }
}

Fetcher::~Fetcher() = default;

std::size_t Fetcher::fetch(const ModelConfig& model, const fetch::Destination& raw,
                           Messages& messages) {
  const auto& task = state_->tasks.at(model.name);
  if (!task.fault.empty())
    throw FetchError{task.fault};
  std::atomic<std::size_t> requests = 0;
  const fetch::Network network{state_->transport, state_->traffic, state_->retry, &requests};
  const fetch::Log log = [&](std::string_view line) {
    messages.detail(model.name + ": " + std::string{line});
  };
  if (task.config->kind == "https")
    fetch_file(task.source, network, raw, log);
  else
    fetch_azure_language(task.source, task.job, network, raw, log);
  return requests;
}

}  // namespace errata::app
