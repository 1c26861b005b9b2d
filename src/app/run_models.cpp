#include "app/run_models.hpp"

#include <algorithm>

#include "app/check.hpp"
#include "app/clock.hpp"
#include "app/leftover.hpp"
#include "app/lock.hpp"
#include "app/meant_models.hpp"
#include "app/replay.hpp"
#include "app/run_folder.hpp"
#include "app/warnings.hpp"
#include "core/text.hpp"
#include "fetch/traffic.hpp"

namespace errata::app {

namespace {

// What the service has for the sections.
MeantModels expanded(const Config& config, const std::vector<const ModelConfig*>& sections,
                     const std::string& only, Fetcher& fetcher, Messages& messages) {
  return {config, sections, only,
          [&](const ModelConfig& section) { return fetcher.expand(section, messages); }};
}

void warn_of_budgets(const Config& config, const std::vector<const ModelConfig*>& sections,
                     Messages& messages) {
  for (const auto& warning : warnings_of_budgets(config, sections))
    messages.warn(warning);
}

ExitCode run_all(const Run& run, const MeantModels& meant, const Messages& messages) {
  run.interruption.expect(meant.models().size());
  return for_each_model(meant.models(), messages, [&](const ModelDesk& desk) {
    meant.check(desk.model);
    return run_model(run, desk);
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
  warn_of_budgets(config, sections, messages);
  if (choice.replay.find('/') != std::string::npos && sections.size() > 1)
    throw UsageError{"--replay: a run folder is one model's; name it with --model"};
  Interruption interruption{messages, {.done = "reported"}};
  const TextPolicies texts{config, sections};
  const Run run{config, start_time(), choice, nullptr, interruption, texts};
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
  warn_of_budgets(config, sections, messages);
  Interruption interruption{messages, words_for("reported", config, sections, choice)};
  Fetcher fetcher{config, config.limits, sections, messages};
  const TextPolicies texts{config, sections};
  const Run run{config, start_time(), choice, &fetcher, interruption, texts};
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
  const TextPolicies none{config, {}};
  const Run run{config, {}, choice, &fetcher, interruption, none};
  const Lock lock{output};
  remove_leftovers(output);
  remove_old_checkpoints(output);
  const auto meant = expanded(config, sections, choice.only, fetcher, messages);
  interruption.expect(meant.models().size());
  return for_each_model(meant.models(), messages, [&](const ModelDesk& desk) {
    meant.check(desk.model);
    fetch_model(run, desk, output);
    return ExitCode::done;
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
    return ExitCode::done;
  });
}

}  // namespace errata::app
