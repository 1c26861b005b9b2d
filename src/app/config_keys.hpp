// The keys of the config, a row each: what sets them, and for which kinds of sources they mean
// anything.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "app/config.hpp"
#include "app/ini.hpp"
#include "app/source_kinds.hpp"

namespace errata::app {

// Where a value stands, for paths and messages.
struct Place {
  std::filesystem::path folder;  // of the config
  std::string where;             // "nightly.ini:7: 'texts'"
  std::size_t line = 0;

  std::filesystem::path path(const std::string& value) const;
};

// [thresholds], or [thresholds.NAME] of one model.
struct ThresholdSection {
  std::string model;  // empty for all
  std::size_t line = 0;
  KeyLines keys;
  std::vector<ThresholdSetting> settings;
};

// Sets what `entry` names. False where no key is called so. Throws UsageError for its value.
bool set_key(Config& to, const IniEntry& entry, const Place& place);
bool set_key(SourceConfig& to, const IniEntry& entry, const Place& place);
bool set_key(ModelConfig& to, const IniEntry& entry, const Place& place);
bool set_key(ThresholdSection& to, const IniEntry& entry, const Place& place);

// Every key of [errata], of a source, of a model.
std::vector<std::string_view> tool_key_names();
std::vector<std::string_view> source_key_names();
std::vector<std::string_view> model_key_names();

// The kinds for which a key of a source or of a model means something.
Kinds kinds_of_source_key(std::string_view key);
Kinds kinds_of_model_key(std::string_view key);

}  // namespace errata::app
