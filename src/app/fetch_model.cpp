#include "app/fetch_model.hpp"

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

fetch::Source source_of(const SourceConfig& config, Secrets& secrets) {
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
  if (!config.key.empty()) {
    source.credential.kind = Credential::Kind::header;
    source.credential.secret = secrets.at(config.key);
  } else if (!config.token.empty()) {
    source.credential.kind = Credential::Kind::bearer;
    source.credential.secret = secrets.at(config.token);
  }
  return source;
}

fetch::Job job_of(const ModelConfig& model, const SourceConfig& source, Secrets& secrets) {
  fetch::Job job;
  job.project = model.project;
  job.model = model.model;
  if (model.texts_url.empty())
    return job;
  job.texts.emplace();
  job.texts->url = model.texts_url;
  job.texts->ca_file = source.ca_file;
  job.texts->allow_host = source.allow_host;
  job.texts->credential.kind = Credential::Kind::sas;
  job.texts->credential.secret = secrets.at(model.texts_sas);
  return job;
}

}  // namespace

struct Fetcher::State {
  struct Task {
    const SourceConfig* config;
    fetch::Source source;
    fetch::Job job;
  };

  State(const fetch::Limits& limits, const Messages& to)
      : messages{to},
        retry{limits.retry},
        traffic{clock, limits.run},
        transport{{}, limits.attempt} {}
  static void check(const Task& task);

  const Messages& messages;
  fetch::RetryLimits retry;
  fetch::SystemClock clock;
  fetch::Traffic traffic;
  fetch::WorkerTransport transport;
  std::map<std::string, Task> tasks;  // by name of the model
};

void Fetcher::State::check(const Task& task) {
  if (task.config->kind == "https")
    fetch::check_file(task.source);
  else
    fetch::check_azure_language(task.source, task.job);
}

Fetcher::Fetcher(const Config& config, const std::vector<const ModelConfig*>& models,
                 const Messages& messages)
    : state_{std::make_unique<State>(config.limits, messages)} {
  Secrets secrets;
  for (const auto* model : models) {
    if (model->source.empty())
      continue;
    const auto& source = config.source_of(*model);
    try {
      State::Task task{&source, source_of(source, secrets), job_of(*model, source, secrets)};
      State::check(task);
      state_->tasks.emplace(model->name, std::move(task));
    } catch (const UsageError& e) {
      throw UsageError{printable(config.file.string()) + ": model " + model->name + ": " +
                       e.what()};
    }
  }
}

Fetcher::~Fetcher() = default;

void Fetcher::fetch(const ModelConfig& model, const std::filesystem::path& raw) {
  std::error_code fault;
  std::filesystem::create_directories(raw, fault);
  if (fault)
    throw OutputError{printable(raw.string()) + ": cannot be created: " + fault.message()};
  const auto& task = state_->tasks.at(model.name);
  const fetch::Network network{state_->transport, state_->traffic, state_->retry};
  const fetch::Log log = [&](std::string_view line) {
    state_->messages.detail(model.name + ": " + std::string{line});
  };
  if (task.config->kind == "https")
    fetch_file(task.source, network, raw, log);
  else
    fetch_azure_language(task.source, task.job, network, raw, log);
}

}  // namespace errata::app
