#include "app/run_models.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>

#include "app/artifact.hpp"
#include "app/clock.hpp"
#include "app/fetch_model.hpp"
#include "app/lock.hpp"
#include "app/pipeline.hpp"
#include "app/redaction.hpp"
#include "app/replaceable.hpp"
#include "app/run_folder.hpp"
#include "app/run_record.hpp"
#include "app/stage_log.hpp"
#include "core/text.hpp"
#include "render/render.hpp"

namespace errata::app {

namespace {

struct Run {
  const Config& config;
  const Messages& messages;
  const fetch::KnownSecrets& secrets;
  std::chrono::sys_seconds started;
  Fetcher& fetcher;
};

// What people and machines read of a run; the rest are the bytes of its source.
constexpr auto files_shown = std::to_array<std::string_view>(
    {"report.html", "report.md", "analysis.json", "run.json", "raw/index.json"});
constexpr auto index_shown = std::to_array<std::string_view>({"index.json"});

normalize::Options input_of(const ModelConfig& model, const std::filesystem::path& raw) {
  auto input = model.input;
  if (!model.source.empty())
    input.inputs = {raw};
  for (const auto& pattern : model.inputs) {
    const auto files = expand_glob(pattern);
    if (files.empty())
      throw InputError{printable(pattern) + ": matches no file"};
    std::ranges::for_each(files, check_is_input);
    input.inputs.insert(input.inputs.end(), files.begin(), files.end());
  }
  return input;
}

void run_model(const Run& run, const ModelConfig& model) {
  RunFolder folder{run.config.output, model.name, run_id(run.started)};
  StageLog log{run.messages, model.name};
  const auto evaluation = folder.path() / "evaluation.jsonl";
  const auto raw = folder.path() / "raw";

  if (!model.source.empty())
    log.stage("fetch", [&] { return counts_of_raw(raw, run.fetcher.fetch(model, raw)); });
  log.stage("normalize",
            [&] { return counts_of(normalize::normalize(input_of(model, raw), evaluation)); });
  model::Analysis analysis;
  log.stage("analyze", [&] {
    analysis = analyze_file(evaluation, "evaluation.jsonl");
    return counts_of(analysis);
  });
  log.stage("render", [&] {
    render::write_reports(analysis, {.templates = run.config.templates, .ticket = model.ticket},
                          folder.path());
    return sizes_of(folder.path(), render::report_files);
  });
  write_run_record({.model = model.name,
                    .run_id = folder.final_path().filename().string(),
                    .stages = log.times()},
                   analysis, run.config, model, folder.path() / "run.json");
  redact_files(folder.path(), files_shown, run.secrets);
  folder.publish();

  log.say_remarks(analysis.test_set);
  run.messages.say(render::verdict(analysis));
  for (const auto name : render::report_files)
    run.messages.wrote(folder.final_path() / name);
}

// The order in which causes win, lowest first.
int rank(ExitCode code) {
  static constexpr ExitCode order[] = {ExitCode::done,
                                       ExitCode::gate,
                                       ExitCode::usage,
                                       ExitCode::some_failed,
                                       ExitCode::nothing_reported,
                                       ExitCode::output,
                                       ExitCode::locked,
                                       ExitCode::internal};
  return static_cast<int>(std::ranges::find(order, code) - std::begin(order));
}

// What a failed model makes of the exit code. Its data or its server are its own matter; a disk
// that is full is everybody's.
ExitCode code_of_failure(const Error& e) {
  return e.code() == ExitCode::output ? e.code() : ExitCode::some_failed;
}

// What came of the models: one that fails is said and does not stop the others.
class Outcome {
 public:
  explicit Outcome(const Messages& messages) : messages_{messages} {}

  // Whether `work` on the model went well.
  bool attempt(const std::string& name, const std::function<void()>& work) {
    try {
      work();
      return true;
    } catch (const Error& e) {
      failed(name, e.what(), code_of_failure(e));
    } catch (const std::exception& e) {
      failed(name, std::string{"internal error: "} + e.what(), ExitCode::internal);
    }
    return false;
  }

  // `done`: how many were reported.
  ExitCode code(std::size_t done) const {
    return done == 0 && worst_ == ExitCode::some_failed ? ExitCode::nothing_reported : worst_;
  }

 private:
  void failed(const std::string& name, const std::string& what, ExitCode code) {
    messages_.error("model " + name + ": " + what);
    worst_ = rank(code) > rank(worst_) ? code : worst_;
  }

  const Messages& messages_;
  ExitCode worst_ = ExitCode::done;
};

// Works on every model that the sections mean.
ExitCode for_each(const std::vector<const ModelConfig*>& sections, Fetcher& fetcher,
                  const Messages& messages, const std::function<void(const ModelConfig&)>& work) {
  Outcome outcome{messages};
  std::vector<ModelConfig> models;
  for (const auto* section : sections)
    outcome.attempt(section->name, [&] {
      std::ranges::move(fetcher.expand(*section), std::back_inserter(models));
    });
  const auto done = std::ranges::count_if(models, [&](const ModelConfig& model) {
    return outcome.attempt(model.name, [&] { work(model); });
  });
  return outcome.code(static_cast<std::size_t>(done));
}

}  // namespace

std::vector<const ModelConfig*> chosen_models(const Config& config, const std::string& only) {
  std::vector<const ModelConfig*> chosen;
  std::vector<std::string_view> names;
  for (const auto& model : config.models) {
    names.push_back(model.name);
    if (only.empty() || model.name == only)
      chosen.push_back(&model);
  }
  if (chosen.empty())
    throw UsageError{printable(config.file.string()) + ": no model " + in_quotes(only) +
                     did_you_mean(only, names)};
  return chosen;
}

ExitCode run_models(const Config& config, const std::string& only, fetch::KnownSecrets& secrets,
                    const Messages& messages) {
  const auto models = chosen_models(config, only);
  Fetcher fetcher{config, config.limits, models, secrets, messages};
  const Run run{config, messages, secrets, start_time(), fetcher};
  const Lock lock{config.output};
  return for_each(models, fetcher, messages,
                  [&](const ModelConfig& model) { run_model(run, model); });
}

ExitCode fetch_models(const Config& config, const std::string& only,
                      const std::filesystem::path& output, fetch::KnownSecrets& secrets,
                      const Messages& messages) {
  auto models = chosen_models(config, only);
  std::erase_if(models, [](const auto* model) { return model->source.empty(); });
  if (models.empty())
    throw UsageError{printable(config.file.string()) + ": no chosen model has a source"};
  Fetcher fetcher{config, config.limits, models, secrets, messages};
  return for_each(models, fetcher, messages, [&](const ModelConfig& model) {
    const auto path = output / model.name;
    check_replaceable_raw(path);
    OutputFolder folder{path};
    StageLog{messages, model.name}.stage(
        "fetch", [&] { return counts_of_raw(folder.path(), fetcher.fetch(model, folder.path())); });
    redact_files(folder.path(), index_shown, secrets);
    folder.publish();
    messages.wrote(path);
  });
}

ExitCode probe_models(const Config& config, const std::string& only, fetch::KnownSecrets& secrets,
                      const Messages& messages) {
  auto models = chosen_models(config, only);
  std::erase_if(models, [](const auto* model) { return model->source.empty(); });
  Fetcher fetcher{config, fetch::probe_limits, models, secrets, messages};
  Outcome outcome{messages};
  std::size_t done = 0;
  for (const auto* model : models)
    done += outcome.attempt(model->name, [&] {
      for (const auto& line : fetcher.probe(*model))
        messages.say("model " + model->name + ": " + line);
    });
  return outcome.code(done);
}

}  // namespace errata::app
