#include "app/run_models.hpp"

#include <algorithm>
#include <chrono>
#include <functional>

#include "app/artifact.hpp"
#include "app/clock.hpp"
#include "app/fetch_model.hpp"
#include "app/lock.hpp"
#include "app/pipeline.hpp"
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
  std::chrono::sys_seconds started;
  Fetcher& fetcher;
};

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

// Works on every model; one that fails is said and does not stop the others.
ExitCode for_each(const std::vector<const ModelConfig*>& models, const Messages& messages,
                  const std::function<void(const ModelConfig&)>& work) {
  std::size_t done = 0;
  auto worst = ExitCode::done;
  const auto failed = [&](const ModelConfig& model, const std::string& what, ExitCode code) {
    messages.error("model " + model.name + ": " + what);
    worst = rank(code) > rank(worst) ? code : worst;
  };
  for (const auto* model : models) {
    try {
      work(*model);
      ++done;
    } catch (const Error& e) {
      failed(*model, e.what(), code_of_failure(e));
    } catch (const std::exception& e) {
      failed(*model, std::string{"internal error: "} + e.what(), ExitCode::internal);
    }
  }
  return done == 0 && worst == ExitCode::some_failed ? ExitCode::nothing_reported : worst;
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

ExitCode run_models(const Config& config, const std::string& only, const Messages& messages) {
  const auto models = chosen_models(config, only);
  Fetcher fetcher{config, models, messages};
  const Run run{config, messages, start_time(), fetcher};
  const Lock lock{config.output};
  return for_each(models, messages, [&](const ModelConfig& model) { run_model(run, model); });
}

ExitCode fetch_models(const Config& config, const std::string& only,
                      const std::filesystem::path& output, const Messages& messages) {
  auto models = chosen_models(config, only);
  std::erase_if(models, [](const auto* model) { return model->source.empty(); });
  if (models.empty())
    throw UsageError{printable(config.file.string()) + ": no chosen model has a source"};
  Fetcher fetcher{config, models, messages};
  return for_each(models, messages, [&](const ModelConfig& model) {
    const auto path = output / model.name;
    check_replaceable_raw(path);
    OutputFolder folder{path};
    StageLog{messages, model.name}.stage(
        "fetch", [&] { return counts_of_raw(folder.path(), fetcher.fetch(model, folder.path())); });
    folder.publish();
    messages.wrote(path);
  });
}

}  // namespace errata::app
