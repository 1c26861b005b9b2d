#include "app/check.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "app/baseline.hpp"
#include "app/check_files.hpp"
#include "app/config_checks.hpp"
#include "app/fetch_model.hpp"
#include "app/input_options.hpp"
#include "app/limit_options.hpp"
#include "app/meant_models.hpp"
#include "app/proxy_choice.hpp"
#include "app/shown_url.hpp"
#include "app/warnings.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "fetch/entra.hpp"
#include "fetch/fetch.hpp"
#include "fetch/limits.hpp"
#include "fetch/secret.hpp"
#include "fetch/url.hpp"
#include "render/render.hpp"

namespace errata::app {

namespace fs = std::filesystem;

namespace {

// A title, and below it lines of a name and a value.
class Block {
 public:
  explicit Block(const std::string& title) : text_{title + "\n"} {}

  void line(std::string_view name, std::string_view value) {
    if (!value.empty())
      text_ += fmt::format("  {:<16} {}\n", name, value);
  }

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

std::string pace_of(const SourceConfig& source) {
  const auto usual = source.is_of(kinds::https) ? std::size_t{0} : fetch::gets_per_minute;
  const auto most = source.requests_per_minute.value_or(usual);
  return most == 0 ? "as fast as it answers" : fmt::format("{} requests a minute", most);
}

// Nothing for what is no URL, which is said of the key that has it.
std::optional<fetch::Origin> origin_of(const std::string& url) {
  try {
    return fetch::parse_url(url).origin;
  } catch (const UsageError&) {
    return std::nullopt;
  }
}

std::string way_to(const std::string& url, const fetch::ProxyChoice& choice) {
  const auto origin = origin_of(url);
  return !origin || choice.for_origin(*origin)
             ? fetch::authority(choice.proxy->origin)
             : "none: no_proxy excepts " + fetch::authority(*origin);
}

bool is_absent(const fs::path& path) {
  std::error_code fault;
  return !fs::exists(path, fault);
}

fetch::Secret look_at_login(const SecretPlace& place) {
  return login_of(look_at_secret(place), place);
}

class Description {
 public:
  Description(const Config& config, const ModelConfig& model, Faults& faults,
              std::vector<std::string>& warnings)
      : config_{config},
        model_{model},
        faults_{faults},
        warnings_{warnings},
        block_{"model " + printable(model.name)} {}

  std::string text() {
    if (!model_.source.empty())
      describe_source();
    else
      describe_files("input", model_.inputs, "model " + in_quotes(model_.name),
                     line_of({"input"}, model_.keys, model_.line));
    describe_texts();
    for (const auto& option : input_options())
      block_.line(option.name, option.show(model_.input));
    check_input_files(model_, faults_);
    describe_text();
    describe_baseline();
    for (const auto& setting : model_.thresholds)
      block_.line("threshold", shown(setting));
    for (const auto& limit : config_.gates_for(model_))
      block_.line("gate", shown(limit));
    block_.line("ticket", printable(model_.ticket));
    block_.line("ticket text", described(config_.ticket_choice_for(model_)));
    block_.line("lang", config_.language_of(model_));
    block_.line("reports", printable((config_.output / model_.name).string()));
    return block_.text();
  }

 private:
  // At the line of the key that is wrong.
  void refuse(std::string_view key, const std::string& what) {
    faults_.add(line_of({key}, model_.keys, model_.line),
                "model " + in_quotes(model_.name) + ": " + what);
  }

  void describe_source() {
    const auto* source = config_.find_source(model_);
    block_.line("source", printable(model_.source));
    if (source == nullptr)
      return;
    block_.line("kind", printable(source->kind));
    if (!config_.is_fetched(model_))
      return describe_files("path", source->paths, "source " + in_quotes(source->name),
                            line_of({"path"}, source->keys, source->line));
    block_.line("endpoint", shown_url(source->endpoint));
    if (source->is_azure())
      describe_project(*source);
    describe_proxy("proxy", *source, source->endpoint);
    describe_credential(*source);
    if (source->ca_file)
      block_.line("trusts", printable(source->ca_file->string()) + " and nothing else");
    block_.line("pace", pace_of(*source));
    block_.line("allow_host", source->allow_host ? "yes" : "");
    check_job(*source);
  }

  void describe_project(const SourceConfig& source) {
    const auto& version = source.api_version;
    block_.line("api_version", version.empty() ? fetch::Source{}.api_version : printable(version));
    block_.line("project", printable(model_.project));
    block_.line("model", printable(model_.model));
  }

  void describe_proxy(std::string_view name, const SourceConfig& source, const std::string& url) {
    fetch::ProxyChoice choice;
    try {
      choice = proxies_for(config_, source);
    } catch (const UsageError& e) {
      block_.line(name, "cannot be used");
      return refuse_proxy(e);
    }
    if (choice.proxy)
      block_.line(name, way_to(url, choice));
  }

  // One that the config names was refused when that was read: this one is of the environment or the
  // command line, and is one fault for all that would use it.
  void refuse_proxy(const UsageError& fault) { faults_.add(0, fault.what()); }

  void describe_credential(const SourceConfig& source) {
    const auto who = "source " + in_quotes(source.name);
    const auto& header = source.header;
    if (!source.key.empty())
      block_.line("header", header.empty() ? fetch::Credential{}.header : printable(header));
    describe_secret("key", source.key, who);
    describe_secret("token", source.token, who);
    describe_secret("proxy_login", source.proxy_login, who, look_at_login);
    if (source.auth == "entra")
      describe_entra(source, who);
    else if (source.auth.empty() && source.key.empty() && source.token.empty())
      block_.line("key", "none");
  }

  void describe_entra(const SourceConfig& source, const std::string& who) {
    block_.line("auth",
                source.auth + ", from AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET");
    describe_proxy("auth's proxy", source, fetch::entra_authority());
    fetch::Source asking;
    asking.allow_host = source.allow_host;
    for (const auto& fault : fetch::faults_of_entra_environment(asking))
      faults_.add(line_of({"auth"}, source.keys, source.line), who + ": " + fault);
  }

  void describe_secret(std::string_view name, const SecretPlace& place, const std::string& who,
                       fetch::Secret (*look)(const SecretPlace& place) = look_at_secret) {
    if (place.empty())
      return;
    try {
      block_.line(name, name_of(place) + " <set: " + look(place).fingerprint() + ">");
    } catch (const UsageError& e) {
      block_.line(name, name_of(place) + " <cannot be used>");
      faults_.add(place.line, who + ": " + e.what());
    }
  }

  // What is wrong with a source is one fault, however many models use it. What it lacks was said
  // when the config was read.
  void check_job(const SourceConfig& source) {
    if (source.endpoint.empty() ||
        (source.is_azure() ? model_.project.empty() : !source.is_of(kinds::https)))
      return;
    try {
      check_fetch(config_, model_);
    } catch (const fetch::WrongKey& e) {
      refuse_job(source, e);
    } catch (const UsageError& e) {
      refuse_proxy(e);
    }
  }

  void refuse_job(const SourceConfig& source, const fetch::WrongKey& fault) {
    if (fault.key == "endpoint")
      faults_.add(line_of({"endpoint", "url"}, source.keys, source.line), fault.what());
    else if (fault.key == "ca_file")
      faults_.add(line_of({"ca_file"}, source.keys, source.line), fault.what());
    else if (fault.key != "texts" || !were_texts_refused())
      refuse(fault.key, fault.what());
  }

  // When the config was read.
  bool were_texts_refused() const {
    return !may_have_container(model_, config_) || holds_signature(model_.texts_url);
  }

  // The files that `patterns` stand for, which are a key of `who` in `line`.
  void describe_files(std::string_view name, const std::vector<std::string>& patterns,
                      const std::string& who, std::size_t line) {
    for (const auto& pattern : patterns) {
      const auto fault = describe_pattern(name, pattern);
      if (!fault.empty())
        faults_.add(line, who + ": " + fault);
    }
  }

  std::string describe_pattern(std::string_view name, const std::string& pattern) {
    std::vector<fs::path> files;
    try {
      files = expand_glob(pattern);
    } catch (const InputError& e) {
      return e.what();
    }
    std::erase_if(files, is_absent);
    block_.line(name, printable(pattern) + " (" + count_of(files.size(), "file") + ")");
    if (!files.empty())
      return {};
    const bool is_glob = pattern.find_first_of("*?") != std::string::npos;
    return printable(pattern) + (is_glob ? ": matches no file" : ": is not there");
  }

  // Which run of a pattern's models it is, only the service can say.
  void describe_baseline() {
    block_.line("baseline", printable(model_.baseline));
    if (means_several(config_, model_))
      return;
    try {
      find_baseline(config_, model_);
    } catch (const InputError& e) {
      refuse("baseline", e.what());
    }
  }

  void describe_text() {
    const auto setting = config_.text_for(model_);
    if (!setting.mode)
      return;
    block_.line("text", std::string{name_of(*setting.mode)});
    if (*setting.mode != model::TextMode::full)
      describe_secret("text_key", setting.key, "model " + in_quotes(model_.name));
  }

  void describe_texts() {
    if (model_.texts_url.empty())
      return;
    block_.line("texts", shown_url(model_.texts_url));
    if (!may_have_container(model_, config_))
      return;
    if (const auto* source = config_.find_source(model_))
      describe_proxy("texts' proxy", *source, model_.texts_url);
    describe_secret("texts_sas", model_.texts_sas, "model " + in_quotes(model_.name));
    describe_signature(model_.texts_sas);
    block_.line("missing_texts", shortest(100 * model_.missing_texts) + " %");
  }

  // That it cannot be read was said before.
  void describe_signature(const SecretPlace& place) {
    fetch::Secret secret;
    try {
      secret = look_at_secret(place);
    } catch (const UsageError&) {
      return;
    }
    try {
      for (auto& warning : signature_of(std::move(secret), place).warnings)
        warnings_.push_back(std::move(warning));
    } catch (const UsageError& e) {
      faults_.add(place.line, "model " + in_quotes(model_.name) + ": " + e.what());
    }
  }

  const Config& config_;
  const ModelConfig& model_;
  Faults& faults_;
  std::vector<std::string>& warnings_;
  Block block_;
};

void check_places(const Config& config, Faults& faults) {
  std::error_code fault;
  const auto& output = config.output;
  if (fs::exists(output, fault) && !fs::is_directory(output, fault))
    faults.add(line_of({"output"}, config.keys, 0),
               "output " + printable(output.string()) + ": is there already and is no folder");
  try {
    check_templates(config);
  } catch (const UsageError& e) {
    faults.add(line_of({"templates"}, config.keys, 0), e.what());
  }
}

// Those of the config were checked when it was read; a flag may put them out of order.
analyze::Thresholds thresholds_of_all(const Config& config, Faults& faults) {
  analyze::Thresholds made;
  set_thresholds(config.thresholds, made);
  set_thresholds(config.forced_thresholds, made);
  if (!config.forced_thresholds.empty())
    faults.collect(0, [&] { config.thresholds_for_all(); });
  return made;
}

}  // namespace

void check_templates(const Config& config) {
  try {
    if (config.templates)
      render::check_templates(*config.templates);
  } catch (const UsageError& e) {
    throw UsageError{std::string{"templates "} + e.what()};
  }
}

Described describe(const Config& config, const std::vector<const ModelConfig*>& models,
                   Faults& faults) {
  Described made{{}, warnings_of_authorities(config, models)};
  std::ranges::move(warnings_of_budgets(config, models), std::back_inserter(made.warnings));
  bool fetches = false;
  for (const auto* model : models) {
    made.text += Description{config, *model, faults, made.warnings}.text();
    fetches |= config.is_fetched(*model);
  }
  check_places(config, faults);
  made.text += describe_thresholds(thresholds_of_all(config, faults));
  if (fetches)
    made.text += describe_limits(config.limits);
  return made;
}

}  // namespace errata::app
