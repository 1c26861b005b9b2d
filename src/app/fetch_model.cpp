#include "app/fetch_model.hpp"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <map>
#include <string>
#include <utility>

#include "app/expansion.hpp"
#include "app/fetch_task.hpp"
#include "app/warnings.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "fetch/clock.hpp"
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
  texts.credential.place = section.texts->credential.place;
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
  fetch::ModelLists lists;
  fetch::Probed probed{lists};
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
    if (!config.is_fetched(*model))
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
  for (const auto& warning : warnings_of_authorities(config, models))
    messages.warn(warning);
}

Fetcher::~Fetcher() = default;

std::vector<ModelConfig> Fetcher::expand(const ModelConfig& model, Messages& messages) {
  if (!state_->config.is_fetched(model) || !state_->config.source_of(model).is_azure())
    return {model};
  const auto& task = state_->task_for(model);
  if (!fetch::names_several(task.job))
    return {model};
  return expand_model(model, fetch::find_models(task.source, task.job, state_->network(),
                                                log_to(messages, model.name), state_->lists));
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

std::vector<std::string> Fetcher::warnings_of(const ModelConfig& model) const {
  if (!state_->config.is_fetched(model))
    return {};
  auto warnings = state_->task_for(model).warnings;
  std::ranges::move(warnings_of_authorities(state_->config, {&model}),
                    std::back_inserter(warnings));
  return warnings;
}

std::vector<std::string> Fetcher::probe(const ModelConfig& model) {
  const auto& task = state_->task_for(model);
  try {
    return task.config->is_azure()
               ? fetch::probe_azure_language(task.source, job_for(task.job, model),
                                             state_->network(), state_->probed)
               : fetch::probe_file(task.source, state_->network());
  } catch (const FetchError& e) {
    // cut off by the end of the check, which says nothing of the source
    if (state_->traffic.time_left() == fetch::milliseconds{0})
      throw fetch::TimeUp{e.what()};
    throw;
  }
}

}  // namespace errata::app
