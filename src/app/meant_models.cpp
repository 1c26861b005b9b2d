#include "app/meant_models.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "core/error.hpp"
#include "core/text.hpp"
#include "fetch/azure_discovery.hpp"

namespace errata::app {

namespace {

[[noreturn]] void fail_without(const Config& config, const std::string& only,
                               const std::vector<std::string_view>& names) {
  throw UsageError{printable(config.file.string()) + ": no model " + in_quotes(only) +
                   did_you_mean(only, names)};
}

std::string description_of(const ModelConfig& model) {
  const auto section = "section model." + (model.section.empty() ? model.name : model.section);
  return model.project.empty() ? "(" + section + ")"
                               : "(project " + in_quotes(model.project, 100) + ", model " +
                                     in_quotes(model.model, 100) + ", " + section + ")";
}

std::string clash(const ModelConfig& model, const ModelConfig& other) {
  return "it " + description_of(model) + " and model " + other.name + " " + description_of(other) +
         " would share a folder [E-NAME]";
}

}  // namespace

bool means_several(const Config& config, const ModelConfig& section) {
  const auto* source = config.find_source(section);
  return source != nullptr && source->is_azure() &&
         fetch::names_several(
             {.project = section.project, .model = section.model, .texts = std::nullopt});
}

bool may_be_called(const Config& config, const ModelConfig& section, const std::string& name) {
  return name.starts_with(section.name + ".") && means_several(config, section);
}

std::vector<const ModelConfig*> chosen_models(const Config& config, const std::string& only) {
  std::vector<const ModelConfig*> chosen;
  for (const auto& model : config.models)
    if (only.empty() || model.name == only)
      chosen.push_back(&model);
  if (chosen.empty())
    for (const auto& model : config.models)
      if (may_be_called(config, model, only))
        chosen.push_back(&model);
  if (chosen.empty())
    fail_without(config, only, names_of(config.models));
  return chosen;
}

MeantModels::MeantModels(const Config& config, const std::vector<const ModelConfig*>& sections,
                         const std::string& only, const Expand& expand) {
  for (const auto* section : sections)
    add(*section, expand);
  find_clashes(config);
  if (!only.empty())
    keep_only(only, config);
}

void MeantModels::add(const ModelConfig& section, const Expand& expand) {
  try {
    std::ranges::move(expand(section), std::back_inserter(models_));
    return;
  } catch (const FetchError&) {
    faults_.emplace(key_of(section), std::current_exception());
  } catch (const InputError&) {
    faults_.emplace(key_of(section), std::current_exception());
  }
  models_.push_back(section);
}

void MeantModels::find_clashes(const Config& config) {
  std::map<std::string, std::vector<const ModelConfig*>> folders;
  for (const auto& section : config.models)
    folders[lowered(section.name)].push_back(&section);
  for (const auto& model : models_)
    if (!model.section.empty())
      folders[lowered(model.name)].push_back(&model);
  for (const auto& model : models_) {
    const auto& sharing = folders[lowered(model.name)];
    const auto other =
        std::ranges::find_if(sharing, [&model](const auto* one) { return one != &model; });
    if (!model.section.empty() && other != sharing.end())
      faults_.emplace(key_of(model), std::make_exception_ptr(FetchError{clash(model, **other)}));
  }
}

// What could not be expanded may be what is asked for.
void MeantModels::keep_only(const std::string& only, const Config& config) {
  const auto is_other = [&](const ModelConfig& model) {
    return model.name != only && model.section != only && !faults_.contains(key_of(model));
  };
  if (std::ranges::all_of(models_, is_other))
    fail_without(config, only, names_of(models_));
  std::erase_if(models_, is_other);
}

std::vector<const ModelConfig*> MeantModels::models() const {
  std::vector<const ModelConfig*> models;
  for (const auto& model : models_)
    models.push_back(&model);
  return models;
}

void MeantModels::check(const ModelConfig& model) const {
  if (const auto fault = faults_.find(key_of(model)); fault != faults_.end())
    std::rethrow_exception(fault->second);
}

}  // namespace errata::app
