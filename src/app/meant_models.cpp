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
  if (!only.empty())
    keep_only(only, config);
}

void MeantModels::add(const ModelConfig& section, const Expand& expand) {
  try {
    std::ranges::move(expand(section), std::back_inserter(models_));
    return;
  } catch (const FetchError&) {
    faults_.emplace(section.name, std::current_exception());
  } catch (const InputError&) {
    faults_.emplace(section.name, std::current_exception());
  }
  models_.push_back(section);
}

// What could not be expanded may be what is asked for.
void MeantModels::keep_only(const std::string& only, const Config& config) {
  const auto is_other = [&](const ModelConfig& model) {
    return model.name != only && model.section != only && !faults_.contains(model.name);
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
  if (const auto fault = faults_.find(model.name); fault != faults_.end())
    std::rethrow_exception(fault->second);
}

}  // namespace errata::app
