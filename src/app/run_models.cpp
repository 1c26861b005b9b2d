#include "app/run_models.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>

#include "app/artifact.hpp"
#include "app/clock.hpp"
#include "app/fetch_model.hpp"
#include "app/lock.hpp"
#include "app/model_pool.hpp"
#include "app/pipeline.hpp"
#include "app/redaction.hpp"
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

// What people and machines read of a run; the rest are the bytes of its source.
constexpr auto files_shown =
    std::to_array<std::string_view>({"report.html", "report.md", "analysis.json", "run.json"});
constexpr auto index_shown = std::to_array<std::string_view>({"index.json"});

// The models that the sections of a config mean. A section whose meaning cannot be found out stands
// for itself, and fails when it is worked on.
class Meant {
 public:
  Meant(const std::vector<const ModelConfig*>& sections, Fetcher& fetcher, Messages& messages) {
    for (const auto* section : sections)
      add(*section, fetcher, messages);
  }

  std::vector<const ModelConfig*> models() const {
    std::vector<const ModelConfig*> models;
    for (const auto& model : models_)
      models.push_back(&model);
    return models;
  }

  void check(const ModelConfig& model) const {
    if (const auto fault = faults_.find(model.name); fault != faults_.end())
      throw FetchError{fault->second};
  }

 private:
  void add(const ModelConfig& section, Fetcher& fetcher, Messages& messages) {
    try {
      std::ranges::move(fetcher.expand(section, messages), std::back_inserter(models_));
    } catch (const FetchError& e) {
      models_.push_back(section);
      faults_.emplace(section.name, e.what());
    }
  }

  std::vector<ModelConfig> models_;
  std::map<std::string, std::string> faults_;  // by name of the section
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

// Where the bytes of the source are to be read, and the id of the run that fetched them, if this
// one did not.
struct Raw {
  std::filesystem::path folder;
  std::string replay_of;
};

// Fills the raw/ of the run: with what is fetched, or with that of an earlier run, which is then
// read where it was, so that a fault is named by a path that stays.
Raw provide_raw(const Run& run, const ModelDesk& desk, RunFolder& folder, StageLog& log) {
  if (desk.model.source.empty())
    return {folder.raw(), {}};
  if (!run.choice.replay.empty()) {
    const auto from = find_run(run.config, desk.model, run.choice.replay);
    share_raw(from, folder.raw());
    return {from / "raw", from.filename().string()};
  }
  fetch(run, desk, folder.raw(), log);
  return {folder.raw(), {}};
}

void make_report(const Run& run, const ModelDesk& desk, RunFolder& folder) {
  const auto& model = desk.model;
  StageLog log{desk.messages, model.name};
  const auto evaluation = folder.path() / "evaluation.jsonl";

  const auto raw = provide_raw(run, desk, folder, log);
  log.stage("normalize", [&] {
    return counts_of(normalize::normalize(input_of(model, raw.folder), evaluation));
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
                    .replay_of = raw.replay_of,
                    .stages = log.times()},
                   analysis, run.config, model, folder.path() / "run.json");
  redact_files(folder.path(), files_shown, desk.messages.secrets());
  redact_files(folder.raw(), index_shown, desk.messages.secrets());
  folder.publish();

  log.say_remarks(analysis.test_set);
  desk.messages.say(render::verdict(analysis));
  for (const auto name : render::report_files)
    desk.messages.wrote(folder.final_path() / name);
}

Leftovers leftovers_of(const RunChoice& choice) {
  if (!choice.replay.empty())
    return Leftovers::leave;
  return choice.resume ? Leftovers::take_over : Leftovers::remove;
}

void run_model(const Run& run, const ModelDesk& desk) {
  RunFolder folder{run.config.output, desk.model.name, run_id(run.started),
                   leftovers_of(run.choice)};
  try {
    make_report(run, desk, folder);
  } catch (const std::exception&) {
    desk.board.end(desk.model.name);
    if (run.fetcher != nullptr)  // whatever failed: what was fetched need not come again
      folder.keep_checkpoint();
    throw;
  }
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

ExitCode run_models(const Config& config, const RunChoice& choice, Messages& messages) {
  if (config.templates)
    render::check_templates(*config.templates);
  auto sections = chosen_models(config, choice.only);
  const bool replays = !choice.replay.empty();
  if (replays)
    std::erase_if(sections, [](const auto* model) { return model->source.empty(); });
  if (replays && choice.replay.find('/') != std::string::npos && sections.size() > 1)
    throw UsageError{"--replay: a run folder is one model's; name it with --model"};
  if (replays) {
    const Run run{config, start_time(), choice, nullptr};
    const Lock lock{config.output};
    return for_each_model(sections, messages, [&](const ModelDesk& desk) { run_model(run, desk); });
  }
  Fetcher fetcher{config, config.limits, sections, messages};
  const Run run{config, start_time(), choice, &fetcher};
  const Lock lock{config.output};
  const Meant meant{sections, fetcher, messages};
  return for_each_model(meant.models(), messages, [&](const ModelDesk& desk) {
    meant.check(desk.model);
    run_model(run, desk);
  });
}

ExitCode fetch_models(const Config& config, const std::string& only,
                      const std::filesystem::path& output, Messages& messages) {
  auto sections = chosen_models(config, only);
  std::erase_if(sections, [](const auto* model) { return model->source.empty(); });
  if (sections.empty())
    throw UsageError{printable(config.file.string()) + ": no chosen model has a source"};
  Fetcher fetcher{config, config.limits, sections, messages};
  const RunChoice choice;
  const Run run{config, {}, choice, &fetcher};
  const Meant meant{sections, fetcher, messages};
  return for_each_model(meant.models(), messages, [&](const ModelDesk& desk) {
    meant.check(desk.model);
    const auto path = output / desk.model.name;
    check_replaceable_raw(path);
    OutputFolder folder{path};
    StageLog log{desk.messages, desk.model.name};
    fetch(run, desk, folder.path(), log);
    fetch::end_checkpoint(folder.path());
    redact_files(folder.path(), index_shown, messages.secrets());
    folder.publish();
    desk.messages.wrote(path);
  });
}

ExitCode probe_models(const Config& config, const std::string& only, Messages& messages) {
  auto models = chosen_models(config, only);
  std::erase_if(models, [](const auto* model) { return model->source.empty(); });
  if (models.empty())
    return ExitCode::done;
  Fetcher fetcher{config, fetch::probe_limits, models, messages};
  return for_each_model(models, messages, [&](const ModelDesk& desk) {
    for (const auto& line : fetcher.probe(desk.model))
      desk.messages.say("model " + desk.model.name + ": " + line);
  });
}

}  // namespace errata::app
