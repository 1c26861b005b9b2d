#include "app/run_record.hpp"

#include <algorithm>

#include "app/shown_url.hpp"
#include "app/text_options.hpp"
#include "core/files.hpp"
#include "core/json_writer.hpp"
#include "core/text.hpp"

namespace errata::app {

namespace {

// Strings of the config are bytes of a file; JSON takes UTF-8 alone.
std::string safe(const std::string& text) {
  return printable(text, 1000);
}

void write_secret(JsonWriter& json, std::string_view name, const SecretPlace& place) {
  if (!place.empty())
    json.member(name, name_of(place));
}

void write_source(JsonWriter& json, const SourceConfig& source) {
  json.key("source").begin_object();
  json.member("name", safe(source.name)).member("kind", safe(source.kind));
  if (!source.endpoint.empty())
    json.member("endpoint", shown_url(source.endpoint));
  write_secret(json, "key", source.key);
  write_secret(json, "token", source.token);
  if (!source.auth.empty())
    json.member("auth", safe(source.auth));
  json.end_object();
}

void write_config(JsonWriter& json, const Config& config, const ModelConfig& model) {
  json.key("config").begin_object().member("file", safe(config.file.filename().string()));
  if (!model.source.empty())
    write_source(json, config.source_of(model));
  if (config.is_fetched(model) && config.source_of(model).is_azure())
    json.member("project", safe(model.project)).member("model", safe(model.model));
  if (!model.texts_url.empty())
    json.member("texts", shown_url(model.texts_url));
  json.key("inputs").begin_array();
  for (const auto& input : model.inputs)
    json.value(safe(input));
  json.end_array().member("ticket", safe(model.ticket));
  const auto rendering = options_for(config.ticket_choice_for(model));
  json.member("dialect", rendering.dialect->name).member("budget", rendering.budget).end_object();
}

void write_counts(JsonWriter& json, const model::Analysis& analysis) {
  const auto& issues = analysis.test_set.issues;
  json.key("counts").begin_object();
  json.member("seen", issues.seen).member("used", issues.used).member("skipped", issues.skipped);
  json.member("rejected", issues.rejected);
  json.member("documents", analysis.documents).member("gold", analysis.gold);
  json.member("predicted", analysis.predicted).member("findings", analysis.findings.size());
  json.end_object();
}

void write_warnings(JsonWriter& json, const std::vector<std::string>& fetched,
                    const model::TestSet& test_set) {
  json.key("warnings").begin_array();
  for (const auto& warning : fetched)
    json.value(safe(warning));
  for (const auto& remark : test_set.remarks)
    if (std::ranges::find(fetched, remark) == fetched.end())
      json.value(safe(remark));
  for (const auto& [reason, count] : test_set.issues.by_reason)
    json.value(safe(reason) + ": " + std::to_string(count));
  json.end_array();
}

}  // namespace

void write_run_record(const RunRecord& record, const model::Analysis& analysis,
                      const Config& config, const ModelConfig& model,
                      const std::filesystem::path& path) {
  std::string text;
  JsonWriter json{text, 1};
  json.begin_object().member("schema", "errata/run/1").member("errata", ERRATA_VERSION);
  json.member("model", record.model).member("run_id", record.run_id);
  if (!record.replay_of.empty())
    json.member("replay_of", safe(record.replay_of));
  if (analysis.text_mode != model::TextMode::full)
    json.member("text", name_of(analysis.text_mode));
  write_config(json, config, model);
  json.key("stages").begin_array();
  for (const auto& stage : record.stages)
    json.begin_object()
        .member("name", stage.name)
        .member("milliseconds", stage.took.count())
        .end_object();
  json.end_array();
  write_counts(json, analysis);
  write_warnings(json, record.warnings, analysis.test_set);
  json.end_object();
  write_file(path, text + "\n");
}

}  // namespace errata::app
