#include "app/model_run.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

#include "app/artifact.hpp"
#include "app/baseline.hpp"
#include "app/clock.hpp"
#include "app/comparing.hpp"
#include "app/leftover.hpp"
#include "app/pipeline.hpp"
#include "app/raw_folder.hpp"
#include "app/reading.hpp"
#include "app/redaction.hpp"
#include "app/replay.hpp"
#include "app/run_folder.hpp"
#include "app/run_record.hpp"
#include "app/stage_log.hpp"
#include "app/warnings.hpp"
#include "core/text.hpp"
#include "normalize/raw_index.hpp"
#include "render/render.hpp"

namespace errata::app {

namespace {

// What people and machines read of a run; the rest are the bytes of its source.
std::vector<std::string_view> files_shown(const render::Options& rendering) {
  auto files = render::report_files(rendering);
  files.emplace_back("run.json");
  return files;
}
constexpr auto record_shown = std::to_array<std::string_view>({"run.json"});
constexpr auto index_shown = std::to_array<std::string_view>({"index.json"});

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
  Warnings warnings{warnings_of_budgets(run.config, {&model}), {}};
  if (!run.config.is_fetched(model))
    return warnings;
  warnings.lacks = normalize::read_raw_index(raw).remarks;
  if (run.fetcher != nullptr)
    std::ranges::move(run.fetcher->warnings_of(model), std::back_inserter(warnings.before));
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

render::Options rendering_of(const Run& run, const ModelConfig& model) {
  auto options = options_for(run.config.ticket_choice_for(model));
  options.templates = run.config.templates;
  options.ticket = model.ticket;
  options.assets = run.config.assets;
  options.language = run.config.language_of(model);
  options.text = run.texts.of(model);
  return options;
}

// Whoever may see the report may not read these, which stay for the next comparison and replay.
void keep_data_private(const RunFolder& folder) {
  using std::filesystem::perms;
  std::error_code absent;
  std::filesystem::permissions(folder.path() / "evaluation.jsonl",
                               perms::owner_read | perms::owner_write);
  std::filesystem::permissions(folder.raw(), perms::owner_all, absent);
}

void render(const Run& run, const ModelDesk& desk, const RunFolder& folder,
            const render::Options& how, RunRecord& record, const model::Analysis& analysis,
            StageLog& log) {
  const auto others =
      other_documents(folder.path() / "evaluation.jsonl", "evaluation.jsonl", analysis);
  model::ListCounts lists;
  log.stage("render", [&] {
    lists = render::write_reports(analysis, how, folder.path(), others);
    return sizes_of(folder.path(), render::report_files(how));
  });
  if (const auto lack = lack_of_errors(lists, static_cast<bool>(others)); !lack.empty())
    desk.messages.say(desk.model.name + ": " + lack);
  if (how.text.mode != model::TextMode::full)
    keep_data_private(folder);
  record.stages = log.times();
  write_run_record(record, render::masked_analysis(analysis, how.text), run.config, desk.model,
                   folder.path() / "run.json");
  render::check_leaks(analysis, how, folder.path(), record_shown);
  if (const auto lack = lack_of_key(run.config.text_for(desk.model)); !lack.empty())
    desk.messages.say(desk.model.name + ": " + lack);
}

ExitCode make_report(const Run& run, const ModelDesk& desk, RunFolder& folder) {
  const auto& model = desk.model;
  StageLog log{desk.messages, model.name};
  const auto evaluation = folder.path() / "evaluation.jsonl";
  const analyze::Options how{run.config.thresholds_for(model),
                             std::chrono::floor<std::chrono::days>(run.started)};
  const auto rendering = rendering_of(run, model);
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
  analysis.gates = analyze::judge_gates(run.config.gates_for(model), analysis);
  auto warnings = warnings_of(run, model, raw.folder);
  if (baseline.lack())
    warnings.lacks.push_back(*baseline.lack());
  RunRecord record{.model = model.name,
                   .run_id = folder.final_path().filename().string(),
                   .replay_of = raw.replay_of,
                   .stages = {},
                   .warnings = warnings.all()};
  render(run, desk, folder, rendering, record, analysis, log);
  redact_files(folder.path(), files_shown(rendering), desk.messages.secrets());
  redact_files(folder.raw(), index_shown, desk.messages.secrets());
  folder.publish();
  run.interruption.done(model.name);
  desk.messages.together([&] {
    log.warn(warnings.lacks);
    log.warn(crossed_gates(analysis));
    log.say_remarks(analysis.test_set, warnings.lacks, run.config.file);
    desk.messages.say(render::verdict(analysis));
    for (const auto name : render::report_files(rendering))
      desk.messages.wrote(folder.final_path() / name);
  });
  return code_of_gates(analysis);
}

Leftovers leftovers_of(const Run& run, const ModelConfig& model) {
  if (!run.choice.replay.empty())
    return Leftovers::leave;
  const bool goes_on = run.choice.resume && run.config.is_fetched(model);
  return goes_on ? Leftovers::take_over : Leftovers::remove;
}

}  // namespace

ExitCode run_model(const Run& run, const ModelDesk& desk) {
  RunFolder folder{run.config.output, desk.model.name, run_id(run.started),
                   leftovers_of(run, desk.model)};
  try {
    return make_report(run, desk, folder);
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

}  // namespace errata::app
