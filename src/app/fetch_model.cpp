#include "app/fetch_model.hpp"

#include <atomic>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>

#include "app/expansion.hpp"
#include "app/fetch_task.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "fetch/clock.hpp"
#include "fetch/probe.hpp"
#include "fetch/renewing_transport.hpp"
#include "fetch/traffic.hpp"
#include "fetch/worker_transport.hpp"

namespace errata::app {

namespace {

// The job of one model that a section was expanded to.
fetch::Job job_for(const fetch::Job& section, const ModelConfig& model) {
  fetch::Job job;
  job.project = model.project;
  job.model = model.model;
  if (!section.texts)
    return job;
  auto& texts = job.texts.emplace();
  texts.url = section.texts->url;
  texts.credential.kind = section.texts->credential.kind;
  texts.credential.secret = section.texts->credential.secret.clone();
  texts.ca_file = section.texts->ca_file;
  texts.proxies = section.texts->proxies;
  texts.allow_host = section.texts->allow_host;
  texts.missing_share = section.texts->missing_share;
  return job;
}

fetch::Log log_to(Messages& messages, const std::string& name) {
  return [&messages, name](std::string_view line) {
    messages.detail(name + ": " + std::string{line});
  };
}

// OpenSSL obeys these; whoever set them may not know.
void warn_of_authorities(Messages& messages) {
  for (const char* name : {"SSL_CERT_FILE", "SSL_CERT_DIR"})
    if (const char* path = std::getenv(name); path != nullptr && *path != '\0')
      messages.say("warning: " + std::string{name} + " is set: certificates are verified against " +
                   printable(path));
}

}  // namespace

struct Fetcher::State {
  State(const Config& of, const fetch::Limits& limits, fetch::KnownSecrets& known)
      : config{of},
        secrets{known},
        retry{limits.retry},
        traffic{clock, limits.run},
        workers{{}, limits.attempt},
        transport{workers} {}

  // Requests are counted in `requests`, where it is given.
  fetch::Network network(std::atomic<std::size_t>* requests = nullptr) {
    return {transport, traffic, retry, &secrets, requests};
  }
  const FetchTask& task_for(const ModelConfig& model) const;

  const Config& config;
  fetch::KnownSecrets& secrets;
  fetch::RetryLimits retry;
  fetch::SystemClock clock;
  fetch::Traffic traffic;
  fetch::WorkerTransport workers;
  fetch::RenewingTransport transport;
  std::map<std::string, FetchTask> tasks;  // by name of the section
};

const FetchTask& Fetcher::State::task_for(const ModelConfig& model) const {
  const auto& task = tasks.at(model.section.empty() ? model.name : model.section);
  if (!task.fault.empty())
    throw FetchError{task.fault};
  return task;
}

void check_fetch(const Config& config, const ModelConfig& model) {
  task_of(config, model);
}

Fetcher::Fetcher(const Config& config, const fetch::Limits& limits,
                 const std::vector<const ModelConfig*>& models, Messages& messages)
    : state_{std::make_unique<State>(config, limits, messages.secrets())} {
  // A token is asked for by a worker itself, not by what needs tokens.
  const fetch::Network network{state_->workers, state_->traffic, state_->retry, &state_->secrets,
                               nullptr};
  Secrets secrets{network, messages};
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
      secrets.give_to(task, *model);
    } catch (const UsageError& e) {
      task.fault = e.what();
    }
  }
  if (!state_->tasks.empty())
    warn_of_authorities(messages);
}

Fetcher::~Fetcher() = default;

std::vector<ModelConfig> Fetcher::expand(const ModelConfig& model, Messages& messages) {
  if (model.source.empty() || !state_->config.source_of(model).is_azure())
    return {model};
  const auto& task = state_->task_for(model);
  if (!fetch::names_several(task.job))
    return {model};
  auto models = expand_model(model, fetch::find_models(task.source, task.job, state_->network(),
                                                       log_to(messages, model.name)));
  for (const auto& one : models)
    for (const auto& other : state_->config.models)
      if (equal_ignoring_case(one.name, other.name))
        throw FetchError{"it and model " + other.name + " would share a folder [E-NAME]"};
  return models;
}

std::size_t Fetcher::fetch(const ModelConfig& model, const fetch::Destination& raw,
                           Messages& messages) {
  const auto& task = state_->task_for(model);
  std::atomic<std::size_t> requests = 0;
  const auto network = state_->network(&requests);
  const auto log = log_to(messages, model.name);
  if (task.config->is_azure())
    fetch_azure_language(task.source, job_for(task.job, model), network, raw, log);
  else
    fetch_file(task.source, network, raw, log);
  return requests;
}

std::vector<std::string> Fetcher::probe(const ModelConfig& model) {
  const auto& task = state_->task_for(model);
  return task.config->is_azure()
             ? fetch::probe_azure_language(task.source, task.job, state_->network())
             : fetch::probe_file(task.source, state_->network());
}

}  // namespace errata::app
