#include "app/check.hpp"

#include <cstdlib>

#include <fmt/format.h>

#include "app/limit_options.hpp"
#include "app/run_models.hpp"
#include "app/shown_url.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "fetch/secret.hpp"

namespace errata::app {

namespace {

// Where a secret stands and, when it is there, how to tell it from another.
std::string secret_line(const SecretPlace& place) {
  if (place.empty())
    return "none";
  if (!place.file.empty())
    return fmt::format("file {} <set: {}>", printable(place.file),
                       fetch::secret_from_file(place.file).fingerprint());
  const auto* value = std::getenv(place.environment.c_str());
  if (value == nullptr)
    throw UsageError{"environment variable " + in_quotes(place.environment) + " is not set"};
  const fetch::Secret secret{value, "environment variable " + in_quotes(place.environment)};
  return fmt::format("environment variable {} <set: {}>", printable(place.environment),
                     secret.fingerprint());
}

std::string pace(const SourceConfig& source) {
  const auto usual = source.kind == "https" ? std::size_t{0} : fetch::gets_per_minute;
  const auto most = source.requests_per_minute.value_or(usual);
  return most == 0 ? "as fast as it answers" : fmt::format("{} requests a minute", most);
}

std::string source_lines(const Config& config, const ModelConfig& model) {
  const auto& source = config.source_of(model);
  std::string lines = fmt::format("  from        {} {}\n", source.kind, shown_url(source.endpoint));
  if (!model.project.empty())
    lines += fmt::format("  project     {}, model {}\n", printable(model.project),
                         printable(model.model));
  lines += "  pace        " + pace(source) + "\n";
  lines += "  credential  " + secret_line(source.key.empty() ? source.token : source.key) + "\n";
  if (source.ca_file)
    lines +=
        fmt::format("  trusts      {} and nothing else\n", printable(source.ca_file->string()));
  return lines;
}

void check_exists(const ModelConfig& model, const std::filesystem::path& path) {
  std::error_code fault;
  if (!std::filesystem::exists(path, fault))
    throw UsageError{"model " + model.name + ": " + printable(path.string()) + ": is not there"};
}

void check_inputs_exist(const ModelConfig& model) {
  for (const auto& pattern : model.inputs)
    for (const auto& file : expand_glob(pattern))
      check_exists(model, file);
  const auto& input = model.input;
  for (const auto& path :
       {input.gold, input.predicted, input.texts, input.summary, input.export_file})
    if (path)
      check_exists(model, *path);
}

std::string input_lines(const ModelConfig& model) {
  std::string lines;
  for (const auto& pattern : model.inputs) {
    const auto files = expand_glob(pattern);
    if (files.empty())
      throw UsageError{"model " + model.name + ": " + printable(pattern) + " matches no file"};
    lines += fmt::format("  input       {} ({} file{})\n", printable(pattern), files.size(),
                         files.size() == 1 ? "" : "s");
  }
  if (model.input.gold)
    lines +=
        fmt::format("  gold        {}\n  predicted   {}\n", printable(model.input.gold->string()),
                    printable(model.input.predicted->string()));
  return lines;
}

std::string text_lines(const ModelConfig& model) {
  if (!model.texts_url.empty())
    return fmt::format("  texts       {}, signature from {}\n", shown_url(model.texts_url),
                       secret_line(model.texts_sas));
  if (model.input.texts)
    return fmt::format("  texts       {}\n", printable(model.input.texts->string()));
  return "";
}

}  // namespace

std::string describe(const Config& config, const std::string& only) {
  std::string text;
  bool fetches = false;
  for (const auto* model : chosen_models(config, only)) {
    fetches |= !model->source.empty();
    check_inputs_exist(*model);
    text += "model " + model->name + "\n";
    text += model->source.empty() ? input_lines(*model) : source_lines(config, *model);
    text += text_lines(*model);
    if (!model->ticket.empty())
      text += "  ticket      " + printable(model->ticket) + "\n";
    text += fmt::format("  reports     {}\n", printable((config.output / model->name).string()));
  }
  return fetches ? text + describe_limits(config.limits) : text;
}

}  // namespace errata::app
