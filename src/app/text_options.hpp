// How much of the documents' texts reports show: --text, its key, and what the config says of both.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "app/secret_place.hpp"
#include "model/text_mode.hpp"
#include "render/text_policy.hpp"

namespace errata::app {

struct Config;
struct ModelConfig;

// What one place says, if it says anything.
struct TextSetting {
  std::optional<model::TextMode> mode;
  SecretPlace key;

  // Where this says nothing, what `other` says.
  TextSetting or_else(const TextSetting& other) const;
};

// "full", "masked", "none". Throws UsageError "WHERE: …".
model::TextMode parse_text_mode(const std::string& text, const std::string& where);
std::string_view name_of(model::TextMode mode);

// Takes the key from its place, or makes one that nobody knows. Throws UsageError.
render::TextPolicy policy_of(const TextSetting& setting);

// That no key was named, where one would tell equal texts in two reports; else empty.
std::string lack_of_key(const TextSetting& setting);

// That an analysis whose texts are masked or left out cannot show as much as the setting asks for;
// else empty.
std::string lack_of_texts(const TextSetting& setting, model::TextMode analysis);

// The policies of all models of a config; each key is taken from its place once, before there are
// threads.
class TextPolicies {
 public:
  TextPolicies(const Config& config, const std::vector<const ModelConfig*>& models);

  // Throws UsageError where the model's key could not be taken.
  render::TextPolicy of(const ModelConfig& model) const;

 private:
  using Name = std::tuple<std::string, std::string, std::string>;
  struct Key {
    std::string value, fault;
  };

  const Config& config_;
  std::map<Name, Key> keys_;
};

}  // namespace errata::app
