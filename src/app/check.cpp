#include "app/check.hpp"

#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "app/fetch_model.hpp"
#include "app/input_options.hpp"
#include "app/limit_options.hpp"
#include "app/proxy_choice.hpp"
#include "app/shown_url.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "fetch/fetch.hpp"
#include "fetch/limits.hpp"
#include "fetch/sas.hpp"
#include "fetch/secret.hpp"
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
  const auto usual = source.kind == "https" ? std::size_t{0} : fetch::gets_per_minute;
  const auto most = source.requests_per_minute.value_or(usual);
  return most == 0 ? "as fast as it answers" : fmt::format("{} requests a minute", most);
}

class Description {
 public:
  Description(const Config& config, const ModelConfig& model, Faults& faults)
      : config_{config}, model_{model}, faults_{faults}, block_{"model " + printable(model.name)} {}

  std::string text() {
    if (!model_.source.empty())
      describe_source();
    for (const auto& pattern : model_.inputs)
      describe_input(pattern);
    describe_texts();
    for (const auto& option : input_options())
      block_.line(option.name, option.show(model_.input));
    check_files();
    block_.line("ticket", printable(model_.ticket));
    block_.line("reports", printable((config_.output / model_.name).string()));
    return block_.text();
  }

 private:
  void refuse(const std::string& what) {
    faults_.add(model_.line, "model " + in_quotes(model_.name) + ": " + what);
  }

  void describe_source() {
    const auto* source = config_.find_source(model_);
    block_.line("source", printable(model_.source));
    if (source == nullptr)
      return;
    block_.line("kind", printable(source->kind));
    block_.line("endpoint", shown_url(source->endpoint));
    if (source->is_azure())
      describe_project(*source);
    describe_proxy(*source);
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

  // What is wrong with it is said where the job is checked.
  void describe_proxy(const SourceConfig& source) {
    try {
      if (const auto choice = proxies_for(config_, source); choice.proxy)
        block_.line("proxy", fetch::authority(choice.proxy->origin));
    } catch (const UsageError&) {
      block_.line("proxy", "cannot be used");
    }
  }

  void describe_credential(const SourceConfig& source) {
    const auto who = "source " + in_quotes(source.name);
    const auto& header = source.header;
    if (!source.key.empty())
      block_.line("header", header.empty() ? fetch::Credential{}.header : printable(header));
    describe_secret("key", source.key, who);
    describe_secret("token", source.token, who);
    describe_secret("proxy_login", source.proxy_login, who);
    if (!source.auth.empty())
      block_.line("auth", source.auth +
                              ", from AZURE_TENANT_ID, AZURE_CLIENT_ID and "
                              "AZURE_CLIENT_SECRET");
    else if (source.key.empty() && source.token.empty())
      block_.line("key", "none");
  }

  void describe_secret(std::string_view name, const SecretPlace& place, const std::string& who) {
    if (place.empty())
      return;
    try {
      block_.line(name, name_of(place) + " <set: " + look_at_secret(place).fingerprint() + ">");
    } catch (const UsageError& e) {
      block_.line(name, name_of(place) + " <cannot be used>");
      faults_.add(place.line, who + ": " + e.what());
    }
  }

  // What is wrong with a source is one fault, however many models use it. What it lacks was said
  // when the config was read.
  void check_job(const SourceConfig& source) {
    if (source.endpoint.empty() ||
        (source.is_azure() ? model_.project.empty() : source.kind != "https"))
      return;
    try {
      check_fetch(config_, model_);
    } catch (const UsageError& e) {
      const std::string what = e.what();
      if (what.starts_with("source "))
        faults_.add(source.line, what);
      else
        refuse(what);
    }
  }

  void describe_input(const std::string& pattern) {
    std::vector<fs::path> files;
    try {
      files = expand_glob(pattern);
    } catch (const InputError& e) {
      return refuse(e.what());
    }
    block_.line("input", printable(pattern) + " (" + count_of(files.size(), "file") + ")");
    if (files.empty())
      refuse(printable(pattern) + ": matches no file");
    for (const auto& file : files)
      check_exists(file);
  }

  void describe_texts() {
    if (model_.texts_url.empty())
      return;
    block_.line("texts", shown_url(model_.texts_url));
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
      const auto sas = fetch::read_sas(std::move(secret), name_of(place));
      const auto now = std::chrono::system_clock::now();
      for (const auto& warning : fetch::check_sas(sas.reveal(), now, name_of(place)))
        block_.line("warning", warning);
    } catch (const UsageError& e) {
      refuse(e.what());
    }
  }

  void check_files() {
    const auto& input = model_.input;
    for (const auto* path :
         {&input.gold, &input.predicted, &input.texts, &input.summary, &input.export_file})
      if (*path)
        check_exists(**path);
  }

  void check_exists(const fs::path& path) {
    std::error_code fault;
    if (!fs::exists(path, fault))
      refuse(printable(path.string()) + ": is not there");
  }

  const Config& config_;
  const ModelConfig& model_;
  Faults& faults_;
  Block block_;
};

void check_places(const Config& config, Faults& faults) {
  std::error_code fault;
  const auto& output = config.output;
  if (fs::exists(output, fault) && !fs::is_directory(output, fault))
    faults.add(0, "output " + printable(output.string()) + ": is there already and is no folder");
  try {
    if (config.templates)
      render::check_templates(*config.templates);
  } catch (const UsageError& e) {
    faults.add(0, std::string{"templates "} + e.what());
  }
}

}  // namespace

std::string describe(const Config& config, const std::vector<const ModelConfig*>& models,
                     Faults& faults) {
  std::string text;
  bool fetches = false;
  for (const auto* model : models) {
    text += Description{config, *model, faults}.text();
    fetches |= !model->source.empty();
  }
  check_places(config, faults);
  return fetches ? text + describe_limits(config.limits) : text;
}

}  // namespace errata::app
