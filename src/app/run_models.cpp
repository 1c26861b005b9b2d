#include "app/run_models.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

#include "app/artifact.hpp"
#include "app/baseline.hpp"
#include "app/check.hpp"
#include "app/clock.hpp"
#include "app/comparing.hpp"
#include "app/fetch_model.hpp"
#include "app/interruption.hpp"
#include "app/leftover.hpp"
#include "app/lock.hpp"
#include "app/meant_models.hpp"
#include "app/model_pool.hpp"
#include "app/pipeline.hpp"
#include "app/raw_folder.hpp"
#include "app/reading.hpp"
#include "app/redaction.hpp"
#include "app/replay.hpp"
#include "app/run_folder.hpp"
#include "app/run_record.hpp"
#include "app/stage_log.hpp"
#include "core/text.hpp"
#include "fetch/traffic.hpp"
#include "normalize/raw_index.hpp"
#include "render/render.hpp"

namespace errata::app {

namespace {

struct Run {
  const Config& config;
  std::chrono::sys_seconds started;
  const RunChoice& choice;
  Fetcher* fetcher;  // none for a replay
  Interruption& interruption;
};

// What people and machines read of a run; the rest are the bytes of its source.
constexpr auto files_shown =
    std::to_array<std::string_view>({"report.html", "report.md", "analysis.json", "run.json"});
constexpr auto index_shown = std::to_array<std::string_view>({"index.json"});

// What the service has for the sections.
MeantModels expanded(const Config& config, const std::vector<const ModelConfig*>& sections,
                     const std::string& only, Fetcher& fetcher, Messages& messages) {
  return {config, sections, only,
          [&](const ModelConfig& section) { return fetcher.expand(section, messages); }};
}

normalize::Options input_of(const Config& config, const ModelConfig& model,
                            const std::filesystem::path& raw) {
  auto input = model.input;
  if (config.is_fetched(model))
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
  auto& bars = desk.messages.bars();
  log.stage("fetch", [&] {
    const auto requests = run.fetcher->fetch(
        desk.model, {raw, [&](const fetch::Progress& now) { bars.update(name, now); }},
        desk.messages);
    bars.end(name);
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
  if (!run.config.is_fetched(desk.model))
    return {folder.raw(), {}};
  if (!run.choice.replay.empty()) {
    const auto from = find_run(run.config, desk.model, run.choice.replay);
    share_raw(from, folder.raw());
    return {from / "raw", from.filename().string()};
  }
  fetch(run, desk, folder.raw(), log);
  return {folder.raw(), {}};
}

// What was warned of when the config was taken, and what the fetch into `raw` lacks.
struct Warnings {
  std::vector<std::string> before, lacks;

  std::vector<std::string> all() const {
    auto all = before;
    all.insert(all.end(), lacks.begin(), lacks.end());
    return all;
  }
};

Warnings warnings_of(const Run& run, const ModelConfig& model, const std::filesystem::path& raw) {
  if (!run.config.is_fetched(model))
    return {};
  Warnings warnings{{}, normalize::read_raw_index(raw).remarks};
  if (run.fetcher != nullptr)
    warnings.before = run.fetcher->warnings_of(model);
  return warnings;
}

// The report against its baseline. One that the config names must be there and be of use; a
// previous run that is of none must not keep this one from being reported.
class BaselineOfRun {
 public:
  BaselineOfRun(const Run& run, const ModelDesk& desk, const analyze::Thresholds& thresholds)
      : desk_{desk}, thresholds_{thresholds}, path_{find_baseline(run.config, desk.model)} {}

  void compare(const RunFolder& folder, const std::filesystem::path& evaluation,
               model::Analysis& analysis, StageLog& log) {
    if (!path_) {
      if (is_previous())
        desk_.messages.say(desk_.model.name + ": no earlier run to compare with");
      return;
    }
    try {
      log.stage("compare", [&] {
        analysis.comparison = compared(folder.path() / ".baseline.jsonl", evaluation);
        return counts_of(*analysis.comparison);
      });
    } catch (const InputError& e) {
      if (!is_previous())
        throw InputError{std::string{"baseline "} + e.what()};
      lack_ = std::string{"not compared with the previous run: "} + e.what();
    }
  }

  // What there is to warn of.
  const std::optional<std::string>& lack() const { return lack_; }

 private:
  bool is_previous() const { return desk_.model.baseline == previous_run; }

  model::Comparison compared(const std::filesystem::path& copy,
                             const std::filesystem::path& evaluation) const {
    const auto before = evaluation_from(*path_, desk_.model.input, copy);
    auto comparison = compare_files(before, {evaluation, "evaluation.jsonl"},
                                    name_of_baseline(*path_), thresholds_);
    std::error_code ignored;
    std::filesystem::remove(copy, ignored);
    return comparison;
  }

  const ModelDesk& desk_;
  const analyze::Thresholds& thresholds_;
  std::optional<std::filesystem::path> path_;
  std::optional<std::string> lack_;
};

void make_report(const Run& run, const ModelDesk& desk, RunFolder& folder) {
  const auto& model = desk.model;
  StageLog log{desk.messages, model.name};
  const auto evaluation = folder.path() / "evaluation.jsonl";
  const analyze::Options how{run.config.thresholds_for(model),
                             std::chrono::floor<std::chrono::days>(run.started)};
  BaselineOfRun baseline{run, desk, how.thresholds};

  const auto raw = provide_raw(run, desk, folder, log);
  log.stage("normalize", [&] {
    const auto counts = counts_of(
        read_files_of(run.config.file, input_of(run.config, model, raw.folder), evaluation));
    check_without_secret(evaluation, desk.messages.secrets());
    return counts;
  });
  model::Analysis analysis;
  log.stage("analyze", [&] {
    analysis = analyze_file(evaluation, "evaluation.jsonl", how);
    return counts_of(analysis);
  });
  baseline.compare(folder, evaluation, analysis, log);
  log.stage("render", [&] {
    render::write_reports(analysis, {.templates = run.config.templates, .ticket = model.ticket},
                          folder.path());
    return sizes_of(folder.path(), render::report_files);
  });
  auto warnings = warnings_of(run, model, raw.folder);
  if (baseline.lack())
    warnings.lacks.push_back(*baseline.lack());
  write_run_record({.model = model.name,
                    .run_id = folder.final_path().filename().string(),
                    .replay_of = raw.replay_of,
                    .stages = log.times(),
                    .warnings = warnings.all()},
                   analysis, run.config, model, folder.path() / "run.json");
  redact_files(folder.path(), files_shown, desk.messages.secrets());
  redact_files(folder.raw(), index_shown, desk.messages.secrets());
  folder.publish();
  run.interruption.done(model.name);
  desk.messages.together([&] {
    log.warn(warnings.lacks);
    log.say_remarks(analysis.test_set, warnings.lacks, run.config.file);
    desk.messages.say(render::verdict(analysis));
    for (const auto name : render::report_files)
      desk.messages.wrote(folder.final_path() / name);
  });
}

Leftovers leftovers_of(const Run& run, const ModelConfig& model) {
  if (!run.choice.replay.empty())
    return Leftovers::leave;
  const bool goes_on = run.choice.resume && run.config.is_fetched(model);
  return goes_on ? Leftovers::take_over : Leftovers::remove;
}

void run_model(const Run& run, const ModelDesk& desk) {
  RunFolder folder{run.config.output, desk.model.name, run_id(run.started),
                   leftovers_of(run, desk.model)};
  try {
    make_report(run, desk, folder);
  } catch (const SecretFound&) {
    desk.messages.bars().end(desk.model.name);
    throw;
  } catch (const std::exception&) {
    desk.messages.bars().end(desk.model.name);
    if (run.fetcher != nullptr)  // whatever failed: what was fetched need not come again
      folder.keep_checkpoint();
    throw;
  }
}

void fetch_model(const Run& run, const ModelDesk& desk, const std::filesystem::path& output) {
  RawFolder folder{output, desk.model.name, run.choice.resume};
  StageLog log{desk.messages, desk.model.name};
  try {
    fetch(run, desk, folder.path(), log);
  } catch (const std::exception&) {
    desk.messages.bars().end(desk.model.name);
    folder.keep_checkpoint();
    throw;
  }
  redact_files(folder.path(), index_shown, desk.messages.secrets());
  const auto lacks = normalize::read_raw_index(folder.path()).remarks;
  folder.publish();
  run.interruption.done(desk.model.name);
  desk.messages.together([&] {
    log.warn(lacks);
    desk.messages.wrote(output / desk.model.name);
  });
}

ExitCode run_all(const Run& run, const MeantModels& meant, const Messages& messages) {
  run.interruption.expect(meant.models().size());
  return for_each_model(meant.models(), messages, [&](const ModelDesk& desk) {
    meant.check(desk.model);
    run_model(run, desk);
  });
}

// The others have no fetched files.
std::vector<const ModelConfig*> fetched_models(const Config& config, const std::string& only) {
  auto sections = chosen_models(config, only);
  std::erase_if(sections, [&](const auto* model) { return !config.is_fetched(*model); });
  return sections;
}

// The same for a command that can do nothing without one, and says which it leaves out.
std::vector<const ModelConfig*> some_fetched_models(const Config& config, const std::string& only,
                                                    Messages& messages) {
  auto sections = fetched_models(config, only);
  if (sections.empty())
    throw UsageError{printable(config.file.string()) +
                     ": no chosen model is fetched: files on disk are read where they are"};
  for (const auto* model : chosen_models(config, only))
    if (!config.is_fetched(*model))
      messages.say(model->name + ": left out: files on disk are read where they are");
  return sections;
}

ExitCode replay(const Config& config, const RunChoice& choice, Messages& messages) {
  const auto sections = some_fetched_models(config, choice.only, messages);
  if (choice.replay.find('/') != std::string::npos && sections.size() > 1)
    throw UsageError{"--replay: a run folder is one model's; name it with --model"};
  Interruption interruption{messages, {.done = "reported"}};
  const Run run{config, start_time(), choice, nullptr, interruption};
  const Lock lock{config.output};
  const MeantModels meant{config, sections, choice.only, [&](const ModelConfig& section) {
                            return find_replayed(config, section, choice.replay);
                          }};
  return run_all(run, meant, messages);
}

// What was fetched is kept of every model that is not done (run_folder.hpp, raw_folder.hpp).
Interruption::Words words_for(std::string_view done, const Config& config,
                              const std::vector<const ModelConfig*>& sections,
                              const RunChoice& choice) {
  const bool is_kept = std::ranges::any_of(
      sections, [&](const auto* section) { return config.is_fetched(*section); });
  if (!is_kept)
    return {.done = done};
  return {.done = done,
          .advice = choice.resume ? "the same command does all models again, and fetches of the "
                                    "rest only what is missing"
                                  : "without --no-resume the same command does all models again, "
                                    "and fetches of the rest only what is missing"};
}

}  // namespace

ExitCode run_models(const Config& config, const RunChoice& choice, Messages& messages) {
  check_templates(config);
  if (!choice.replay.empty())
    return replay(config, choice, messages);
  const auto sections = chosen_models(config, choice.only);
  Interruption interruption{messages, words_for("reported", config, sections, choice)};
  Fetcher fetcher{config, config.limits, sections, messages};
  const Run run{config, start_time(), choice, &fetcher, interruption};
  const Lock lock{config.output};
  remove_old_checkpoints(config.output);
  const auto meant = expanded(config, sections, choice.only, fetcher, messages);
  return run_all(run, meant, messages);
}

ExitCode fetch_models(const Config& config, const RunChoice& choice,
                      const std::filesystem::path& output, Messages& messages) {
  const auto sections = some_fetched_models(config, choice.only, messages);
  Interruption interruption{messages, words_for("fetched", config, sections, choice)};
  Fetcher fetcher{config, config.limits, sections, messages};
  const Run run{config, {}, choice, &fetcher, interruption};
  const Lock lock{output};
  remove_leftovers(output);
  remove_old_checkpoints(output);
  const auto meant = expanded(config, sections, choice.only, fetcher, messages);
  interruption.expect(meant.models().size());
  return for_each_model(meant.models(), messages, [&](const ModelDesk& desk) {
    meant.check(desk.model);
    fetch_model(run, desk, output);
  });
}

ExitCode probe_models(const Config& config, const std::string& only, Messages& messages) {
  const auto sections = fetched_models(config, only);
  if (sections.empty())
    return ExitCode::done;
  Fetcher fetcher{config, fetch::limits_of_probe(config.limits), sections, messages};
  const auto meant = expanded(config, sections, only, fetcher, messages);
  return for_each_model(meant.models(), messages, [&](const ModelDesk& desk) {
    const auto who = "model " + desk.model.name + ": ";
    try {
      meant.check(desk.model);
      for (const auto& line : fetcher.probe(desk.model))
        desk.messages.say(who + line);
    } catch (const fetch::TimeUp&) {
      desk.messages.say(who + "not asked: the time of the check is up");
    }
  });
}

}  // namespace errata::app
