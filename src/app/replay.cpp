#include "app/replay.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <system_error>
#include <utility>

#include "app/expansion.hpp"
#include "app/meant_models.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "fetch/azure_place.hpp"
#include "fetch/journal.hpp"
#include "normalize/raw_index.hpp"

namespace errata::app {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const fs::path& path, const std::error_code& fault) {
  throw OutputError{printable(path.string()) + ": cannot be made: " + fault.message()};
}

void share(const fs::path& from, const fs::path& to) {
  std::error_code fault;
  fs::create_hard_link(from, to, fault);
  if (fault)
    fs::copy_file(from, to, fault);
  if (fault)
    fail(to, fault);
}

bool is_path(const std::string& run) {
  return run.find('/') != std::string::npos;
}

bool holds_raw(const fs::path& folder) {
  std::error_code fault;
  return fs::is_regular_file(folder / "raw" / "index.json", fault);
}

void check_holds_raw(const fs::path& folder) {
  if (!holds_raw(folder))
    throw InputError{printable(folder.string()) + ": is no run with fetched files in raw/"};
}

bool is_meant(const std::string& wanted, const std::string& fetched) {
  return fetch::is_pattern(wanted) ? matches_glob(wanted, fetched)
                                   : printable(wanted) == printable(fetched);
}

// Whether that is something which the model, or the section, stands for.
bool is_meant(const Config& config, const ModelConfig& model, const normalize::RawIndex& index) {
  const auto& source = config.source_of(model);
  if (index.kind != source.kind || !source.is_azure())
    return index.kind == source.kind;
  const bool is_any = model.model == "latest" || model.model == "all";
  return is_meant(model.project, index.project) && (is_any || is_meant(model.model, index.model));
}

fetch::FoundModel found_for(const ModelConfig& section, const normalize::RawIndex& index) {
  return {index.project, section.model == "latest" ? section.model : index.model};
}

// The section's model that was fetched then, under the name that its folder has, or would have.
// Nothing where the section does not mean it, or the folder is another model's.
std::optional<ModelConfig> model_of(const Config& config, const ModelConfig& section,
                                    const fs::path& run, bool may_be_renamed) {
  const auto index = normalize::read_raw_index(run / "raw");
  if (!is_meant(config, section, index))
    return std::nullopt;
  const auto found = found_for(section, index);
  auto model = expand_model(section, {found}).front();
  const auto folder = run.parent_path().filename().string();
  if (folder == name_among_equals(section, found))
    model.name = model.input.name = folder;
  return may_be_renamed || model.name == folder ? std::optional{std::move(model)} : std::nullopt;
}

// Whether a folder of that name belongs to `section`, as far as names tell.
bool is_of_section(const Config& config, const ModelConfig& section, const std::string& folder) {
  return may_be_called(config, section, folder) &&
         std::ranges::none_of(config.models, [&folder](const ModelConfig& other) {
           return equal_ignoring_case(other.name, folder);
         });
}

bool may_be_of_another(const Config& config, const ModelConfig& section,
                       const std::string& folder) {
  return std::ranges::any_of(config.models, [&](const ModelConfig& other) {
    return other.name != section.name && is_of_section(config, other, folder);
  });
}

// Folders of reports that the section may have made.
std::vector<fs::path> folders_of(const Config& config, const ModelConfig& section) {
  std::error_code fault;
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator{config.output, fault})
    if (is_of_section(config, section, entry.path().filename().string()))
      folders.push_back(entry.path());
  std::ranges::sort(folders);
  return folders;
}

// The same for a folder below the output, which nobody has renamed; an index that cannot be read is
// a fault of that model alone, when it is worked on.
std::optional<ModelConfig> model_below_output(const Config& config, const ModelConfig& section,
                                              const fs::path& run) {
  try {
    return model_of(config, section, run, false);
  } catch (const InputError&) {
    return std::nullopt;
  }
}

// Where the folder is not what its name says, it stands for itself, so that it is refused.
std::vector<ModelConfig> models_of_id(const Config& config, const ModelConfig& section,
                                      const std::string& run) {
  std::vector<ModelConfig> models;
  for (const auto& folder : folders_of(config, section)) {
    if (!holds_raw(folder / run))
      continue;
    const auto name = folder.filename().string();
    const auto model = model_below_output(config, section, folder / run);
    if (!model && may_be_of_another(config, section, name))
      continue;
    models.push_back(model.value_or(section));
    models.back().section = section.name;
    models.back().name = models.back().input.name = name;
  }
  if (models.empty())
    throw InputError{printable((config.output / (section.name + ".*") / run).string()) +
                     ": is no run with fetched files in raw/"};
  return models;
}

// "project 'p', model 'm' of azure-language"
std::string what_it_holds(const normalize::RawIndex& index) {
  const auto of = index.kind.empty() ? "an unknown kind" : printable(index.kind, 40);
  return index.project.empty() ? of
                               : "project " + in_quotes(index.project, 100) + ", model " +
                                     in_quotes(index.model, 100) + " of " + of;
}

[[noreturn]] void fail_as_other(const fs::path& folder) {
  throw InputError{printable(folder.string()) + ": was fetched for " +
                   what_it_holds(normalize::read_raw_index(folder / "raw")) +
                   ", which is not what this model means"};
}

}  // namespace

std::vector<ModelConfig> find_replayed(const Config& config, const ModelConfig& section,
                                       const std::string& run) {
  if (!means_several(config, section))
    return {section};
  if (!is_path(run))
    return models_of_id(config, section, run);
  check_holds_raw(run);
  std::error_code fault;
  auto model = model_of(config, section, fs::canonical(run, fault), true);
  if (model && is_of_section(config, section, model->name))
    return {*std::move(model)};
  fail_as_other(run);
}

fs::path find_run(const Config& config, const ModelConfig& model, const std::string& run) {
  const auto folder = is_path(run) ? fs::path{run} : config.output / model.name / run;
  check_holds_raw(folder);
  if (means_several(config, model) ||
      !is_meant(config, model, normalize::read_raw_index(folder / "raw")))
    fail_as_other(folder);
  std::error_code fault;
  return fs::canonical(folder, fault);
}

void share_raw(const fs::path& from, const fs::path& to) {
  std::error_code fault;
  fs::create_directories(to, fault);
  if (fault)
    fail(to, fault);
  fs::recursive_directory_iterator entries{from / "raw", fs::directory_options::none, fault};
  if (fault)
    fail(to, fault);
  for (const auto& entry : entries) {
    if (entry.path().filename() == fetch::journal_name)
      continue;
    const auto target = to / entry.path().lexically_relative(from / "raw");
    if (entry.is_directory(fault))
      fs::create_directory(target, fault);
    else if (entry.is_regular_file(fault))
      share(entry.path(), target);
    if (fault)
      fail(target, fault);
  }
}

}  // namespace errata::app
