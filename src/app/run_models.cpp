#include "app/run_models.hpp"

#include <algorithm>
#include <chrono>
#include <functional>
#include <iostream>

#include "app/clock.hpp"
#include "app/fetch_model.hpp"
#include "app/lock.hpp"
#include "app/pipeline.hpp"
#include "app/run_folder.hpp"
#include "app/run_record.hpp"
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

// How long `work` took, for the record.
template <typename Work>
void timed(RunRecord& record, const char* stage, const Work& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  const auto took = std::chrono::steady_clock::now() - begin;
  record.stages.push_back({stage, std::chrono::duration_cast<std::chrono::milliseconds>(took)});
}

normalize::Options input_of(const ModelConfig& model, const std::filesystem::path& raw) {
  auto input = model.input;
  if (!model.source.empty())
    input.inputs = {raw};
  for (const auto& pattern : model.inputs) {
    const auto files = expand_glob(pattern);
    if (files.empty())
      throw InputError{printable(pattern) + ": matches no file"};
    input.inputs.insert(input.inputs.end(), files.begin(), files.end());
  }
  return input;
}

void run_model(const Run& run, const ModelConfig& model) {
  RunFolder folder{run.config.output, model.name, run_id(run.started)};
  RunRecord record{
      .model = model.name, .run_id = folder.final_path().filename().string(), .stages = {}};
  const auto evaluation = folder.path() / "evaluation.jsonl";
  const auto raw = folder.path() / "raw";

  if (!model.source.empty())
    timed(record, "fetch", [&] { run.fetcher.fetch(model, raw); });
  timed(record, "normalize", [&] { normalize::normalize(input_of(model, raw), evaluation); });
  model::Analysis analysis;
  timed(record, "analyze", [&] { analysis = analyze_file(evaluation); });
  timed(record, "render", [&] {
    render::write_reports(analysis, {.templates = run.config.templates, .ticket = model.ticket},
                          folder.path());
  });
  write_run_record(record, analysis, run.config, model, folder.path() / "run.json");
  folder.publish();

  run.messages.say(render::verdict(analysis));
  for (const auto* name : {"report.html", "report.md"})
    std::cout << (folder.final_path() / name).string() << std::endl;
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
    fetcher.fetch(model, folder.path());
    folder.publish();
    std::cout << path.string() << std::endl;
  });
}

}  // namespace errata::app
