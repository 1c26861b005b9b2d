#include "app/expansion.hpp"

#include <algorithm>
#include <map>

#include "core/digest.hpp"
#include "core/text.hpp"
#include "fetch/azure_place.hpp"

namespace errata::app {

namespace {

constexpr std::size_t longest_part = 40;
constexpr std::size_t hash_digits = 8;

std::string hash_of(std::string_view name) {
  return "-" + sha256(name).substr(0, hash_digits);
}

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

std::string name_for(const ModelConfig& section, const fetch::FoundModel& found) {
  auto name = section.name;
  if (fetch::is_pattern(section.project))
    name += "." + reduced_name(found.project);
  if (found.model != section.model)
    name += "." + reduced_name(found.model);
  return name;
}

}  // namespace

std::string reduced_name(std::string_view name) {
  std::string reduced{name.substr(0, longest_part)};
  std::ranges::replace_if(
      reduced, [](char c) { return !is_plain(c); }, '_');
  return reduced == name ? reduced : reduced + hash_of(name);
}

std::string name_among_equals(const ModelConfig& section, const fetch::FoundModel& found) {
  return name_for(section, found) + hash_of(found.project + "/" + found.model);
}

std::vector<ModelConfig> expand_model(const ModelConfig& section,
                                      const std::vector<fetch::FoundModel>& found) {
  std::vector<ModelConfig> models;
  std::map<std::string, std::size_t> uses;
  for (const auto& one : found) {
    auto model = section;
    model.section = section.name;
    model.name = name_for(section, one);
    model.project = one.project;
    model.model = one.model;
    ++uses[lowered(model.name)];
    models.push_back(std::move(model));
  }
  for (auto& model : models) {
    if (uses[lowered(model.name)] > 1)
      model.name = name_among_equals(section, {model.project, model.model});
    model.input.name = model.name;
  }
  return models;
}

}  // namespace errata::app
