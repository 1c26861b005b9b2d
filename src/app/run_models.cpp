#include "app/run_models.hpp"

#include <algorithm>
#include <chrono>
#include <optional>

#include "app/artifact.hpp"
#include "app/clock.hpp"
#include "app/fetch_model.hpp"
#include "app/lock.hpp"
#include "app/model_pool.hpp"
#include "app/pipeline.hpp"
#include "app/replaceable.hpp"
#include "app/replay.hpp"
#include "app/run_folder.hpp"
#include "app/run_record.hpp"
#include "app/stage_log.hpp"
#include "core/text.hpp"
#include "fetch/journal.hpp"
#include "render/render.hpp"

namespace errata::app {

namespace {

struct Run {
  const Config& config;
  std::chrono::sys_seconds started;
  const RunChoice& choice;
  Fetcher* fetcher;  // none for a replay
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

void fetch(const Run& run, const ModelDesk& desk, const std::filesystem::path& raw, StageLog& log) {
  const auto& name = desk.model.name;
  log.stage("fetch", [&] {
    const auto requests = run.fetcher->fetch(
        desk.model, {raw, [&](const fetch::Progress& now) { desk.board.update(name, now); }},
        desk.messages);
    desk.board.end(name);
    return counts_of_raw(raw, requests);
  });
}

// What becomes the raw/ of the run: fetched, or that of an earlier run. Returns that run's id.
std::string provide_raw(const Run& run, const ModelDesk& desk, RunFolder& folder, StageLog& log) {
  if (desk.model.source.empty())
    return {};
  if (!run.choice.replay.empty()) {
    const auto from = find_run(run.config, desk.model, run.choice.replay);
    share_raw(from, folder.raw());
    return from.filename().string();
  }
  try {
    fetch(run, desk, folder.raw(), log);
  } catch (const FetchError&) {
    desk.board.end(desk.model.name);
    folder.keep_checkpoint();
    throw;
  }
  return {};
}

void run_model(const Run& run, const ModelDesk& desk) {
  const auto& model = desk.model;
  const bool resume = run.choice.resume && run.choice.replay.empty();
  RunFolder folder{run.config.output, model.name, run_id(run.started), resume};
  StageLog log{desk.messages, model.name};
  const auto evaluation = folder.path() / "evaluation.jsonl";

  const auto replayed = provide_raw(run, desk, folder, log);
  log.stage("normalize", [&] {
    return counts_of(normalize::normalize(input_of(model, folder.raw()), evaluation));
  });
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
                    .replay_of = replayed,
                    .stages = log.times()},
                   analysis, run.config, model, folder.path() / "run.json");
  folder.publish();

  log.say_remarks(analysis.test_set);
  desk.messages.say(render::verdict(analysis));
  for (const auto name : render::report_files)
    desk.messages.wrote(folder.final_path() / name);
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

ExitCode run_models(const Config& config, const RunChoice& choice, const Messages& messages) {
  auto models = chosen_models(config, choice.only);
  const bool replays = !choice.replay.empty();
  if (replays)
    std::erase_if(models, [](const auto* model) { return model->source.empty(); });
  if (replays && choice.replay.find('/') != std::string::npos && models.size() > 1)
    throw UsageError{"--replay: a run folder is one model's; name it with --model"};
  std::optional<Fetcher> fetcher;
  if (!replays)
    fetcher.emplace(config, models);
  const Run run{config, start_time(), choice, fetcher ? &*fetcher : nullptr};
  const Lock lock{config.output};
  return for_each_model(models, messages, [&](const ModelDesk& desk) { run_model(run, desk); });
}

ExitCode fetch_models(const Config& config, const std::string& only,
                      const std::filesystem::path& output, const Messages& messages) {
  auto models = chosen_models(config, only);
  std::erase_if(models, [](const auto* model) { return model->source.empty(); });
  if (models.empty())
    throw UsageError{printable(config.file.string()) + ": no chosen model has a source"};
  Fetcher fetcher{config, models};
  const RunChoice choice;
  const Run run{config, {}, choice, &fetcher};
  return for_each_model(models, messages, [&](const ModelDesk& desk) {
    const auto path = output / desk.model.name;
    check_replaceable_raw(path);
    OutputFolder folder{path};
    StageLog log{desk.messages, desk.model.name};
    fetch(run, desk, folder.path(), log);
    fetch::end_checkpoint(folder.path());
    folder.publish();
    desk.messages.wrote(path);
  });
}

}  // namespace errata::app
