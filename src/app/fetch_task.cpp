#include "app/fetch_task.hpp"

#include <utility>

#include "app/proxy_choice.hpp"
#include "app/warnings.hpp"
#include "core/error.hpp"

namespace errata::app {

namespace {

using fetch::Credential;

fetch::Source source_of(const Config& config, const SourceConfig& source) {
  fetch::Source made;
  made.name = source.name;
  if (source.is_of(kinds::azure_clu))
    made.product = fetch::Product::conversations;
  made.endpoint = source.endpoint;
  made.ca_file = source.ca_file;
  made.allow_host = source.allow_host;
  made.requests_per_minute = source.requests_per_minute;
  made.proxies = proxies_for(config, source);
  if (!source.api_version.empty())
    made.api_version = source.api_version;
  if (!source.header.empty())
    made.credential.header = source.header;
  return made;
}

fetch::Job job_of(const ModelConfig& model, const fetch::Source& source) {
  fetch::Job job;
  job.project = model.project;
  job.model = model.model;
  if (model.texts_url.empty())
    return job;
  job.texts.emplace();
  job.texts->url = model.texts_url;
  job.texts->ca_file = source.ca_file;
  job.texts->proxies = source.proxies;
  job.texts->allow_host = source.allow_host;
  job.texts->missing_share = model.missing_texts;
  return job;
}

std::string authority_of(const std::shared_ptr<const fetch::Proxy>& proxy) {
  return proxy ? authority(proxy->origin) : "";
}

}  // namespace

FetchTask task_of(const Config& config, const ModelConfig& model) {
  const auto& source = config.source_of(model);
  FetchTask task{&source, source_of(config, source), {}};
  task.job = job_of(model, task.source);
  if (source.is_azure())
    fetch::check_azure_language(task.source, task.job);
  else
    fetch::check_file(task.source);
  return task;
}

fetch::Secret Secrets::at(const SecretPlace& place) {
  auto& secret = read_[{place.environment, place.file, place.credential}];
  if (!secret.is_set()) {
    secret = take_secret(place);
    known_.add(secret);
  }
  return secret.clone();
}

fetch::Secret Secrets::signature_at(const SecretPlace& place, std::vector<std::string>& warnings) {
  auto signature = signature_of(at(place), place);
  for (auto& warning : signature.warnings) {
    messages_.warn(warning);
    warnings.push_back(std::move(warning));
  }
  return std::move(signature.value);
}

std::shared_ptr<fetch::TokenSource> Secrets::tokens_for(const fetch::Source& source) {
  // all that a token and the way to it depend on: the client is that of the environment
  auto& tokens =
      tokens_[{fetch::entra_scope(source.endpoint), source.ca_file ? source.ca_file->string() : "",
               authority_of(source.proxies.proxy), source.proxies.exceptions, source.allow_host}];
  if (tokens)
    return tokens;
  if (!client_) {
    client_ = fetch::entra_from_environment();
    known_.add(client_->secret);
  }
  fetch::EntraClient client{.authority = client_->authority,
                            .tenant = client_->tenant,
                            .id = client_->id,
                            .secret = client_->secret.clone()};
  tokens = std::make_shared<fetch::EntraTokens>(std::move(client), source, network_, known_);
  return tokens;
}

void Secrets::give_login(const SourceConfig& config, fetch::ProxyChoice& proxies) {
  if (!proxies.proxy)
    return;
  auto login = config.proxy_login.empty() ? proxies.proxy->login.clone()
                                          : login_of(at(config.proxy_login), config.proxy_login);
  known_.add_login(login);
  proxies.proxy = std::make_shared<const fetch::Proxy>(fetch::Proxy{
      .origin = proxies.proxy->origin, .login = std::move(login), .place = proxies.proxy->place});
}

void Secrets::give_to(FetchTask& task, const ModelConfig& model) {
  give_login(*task.config, task.source.proxies);
  auto& credential = task.source.credential;
  if (!task.config->auth.empty()) {
    credential.kind = Credential::Kind::issued;
    credential.tokens = tokens_for(task.source);
    credential.place = fetch::entra_variables;
  } else if (!task.config->key.empty()) {
    credential.kind = Credential::Kind::header;
    credential.secret = at(task.config->key);
    credential.place = name_of(task.config->key);
  } else if (!task.config->token.empty()) {
    credential.kind = Credential::Kind::bearer;
    credential.secret = at(task.config->token);
    credential.place = name_of(task.config->token);
  }
  if (!task.job.texts)
    return;
  task.job.texts->proxies = task.source.proxies;
  task.job.texts->credential.kind = Credential::Kind::sas;
  task.job.texts->credential.secret = signature_at(model.texts_sas, task.warnings);
  task.job.texts->credential.place = name_of(model.texts_sas);
}

}  // namespace errata::app
