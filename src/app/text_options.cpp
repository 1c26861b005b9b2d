#include "app/text_options.hpp"

#include <algorithm>
#include <array>
#include <unistd.h>

#include "app/config.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "render/enum_names.hpp"

namespace errata::app {

namespace {

using model::TextMode;

std::string random_key() {
  std::array<char, 32> bytes{};
  if (::getentropy(bytes.data(), bytes.size()) != 0)
    throw OutputError{"key of masked texts: the system has no random bytes"};
  return {bytes.data(), bytes.size()};
}

TextMode mode_of(const TextSetting& setting) {
  return setting.mode.value_or(TextMode::full);
}

std::tuple<std::string, std::string, std::string> place_name(const SecretPlace& place) {
  return {place.environment, place.file, place.credential};
}

}  // namespace

TextSetting TextSetting::or_else(const TextSetting& other) const {
  return {mode ? mode : other.mode, key.empty() ? other.key : key};
}

TextMode parse_text_mode(const std::string& text, const std::string& where) {
  const auto& names = render::names_of<TextMode>;
  const auto found = std::ranges::find(names, text);
  if (found == names.end())
    throw UsageError{where + ": " + in_quotes(text) + " is none of full, masked and none" +
                     did_you_mean(text, names)};
  return static_cast<TextMode>(found - names.begin());
}

std::string_view name_of(TextMode mode) {
  return render::name_of_value(mode);
}

render::TextPolicy policy_of(const TextSetting& setting) {
  const auto mode = mode_of(setting);
  if (mode == TextMode::full)
    return {};
  return {mode,
          setting.key.empty() ? random_key() : std::string{take_secret(setting.key).reveal()}};
}

std::string lack_of_key(const TextSetting& setting) {
  if (mode_of(setting) == TextMode::full || !setting.key.empty())
    return {};
  const std::string what =
      mode_of(setting) == TextMode::masked ? "masked texts and ids of errors" : "ids of errors";
  return what +
         " are those of this report alone, as no key for them is named (text_key_file, "
         "--text-key-file)";
}

std::string lack_of_texts(const TextSetting& setting, model::TextMode analysis) {
  if (!setting.mode || *setting.mode >= analysis)
    return {};
  return "--text " + std::string{name_of(*setting.mode)} + ": texts are " +
         (analysis == TextMode::masked ? "masked" : "left out") +
         " in the analysis already, and stay so";
}

TextPolicies::TextPolicies(const Config& config, const std::vector<const ModelConfig*>& models)
    : config_{config} {
  for (const auto* model : models) {
    const auto setting = config.text_for(*model);
    if (mode_of(setting) == TextMode::full || setting.key.empty())
      continue;
    auto& key = keys_[place_name(setting.key)];
    if (!key.value.empty())
      continue;
    try {
      key.value = take_secret(setting.key).reveal();
    } catch (const UsageError& e) {
      key.fault = e.what();
    }
  }
}

render::TextPolicy TextPolicies::of(const ModelConfig& model) const {
  const auto setting = config_.text_for(model);
  const auto found = keys_.find(place_name(setting.key));
  if (found == keys_.end())
    return policy_of(setting);
  if (!found->second.fault.empty())
    throw UsageError{found->second.fault};
  return {mode_of(setting), found->second.value};
}

}  // namespace errata::app
