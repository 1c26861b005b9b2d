// The config of `errata run`: INI, read strictly.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/faults.hpp"
#include "fetch/limits.hpp"
#include "normalize/normalize.hpp"

namespace errata::app {

// Where a secret stands; the secret itself is never in a config.
struct SecretPlace {
  std::string environment, file;  // at most one is set
  std::size_t line = 0;           // of the config
  bool empty() const { return environment.empty() && file.empty(); }
};

struct SourceConfig {
  std::string name;
  std::size_t line = 0;  // of its section
  std::string kind;      // "azure-language" or "https"
  std::string endpoint;
  std::string api_version;
  std::string header;  // whose value is the key, for kind https
  SecretPlace key, token;
  std::optional<std::filesystem::path> ca_file;
  bool allow_host = false;  // a host that is not one of the service's own
  std::optional<std::size_t> requests_per_minute;
};

struct ModelConfig {
  std::string name;
  std::size_t line = 0;  // of its section
  std::string source;    // name of a source, empty where `inputs` are given
  std::string project;
  std::string model = "latest";
  std::vector<std::string> inputs;  // files or globs
  std::string texts_url;            // container of the texts, instead of a folder in `input`
  SecretPlace texts_sas;
  std::string ticket;
  normalize::Options input;
};

struct Config {
  std::filesystem::path file;
  std::filesystem::path output = "reports";
  std::optional<std::filesystem::path> templates;
  fetch::Limits limits;
  std::vector<SourceConfig> sources;
  std::vector<ModelConfig> models;

  // Nothing where no source has that name.
  const SourceConfig* find_source(const ModelConfig& model) const;
  const SourceConfig& source_of(const ModelConfig& model) const;
};

// What is not understood goes to `faults`: unknown sections and keys (with the nearest valid name,
// as which they are then read), keys given twice, values that cannot be. Relative paths are
// relative to the folder of the file. Throws UsageError where the file cannot be read at all.
Config read_config(const std::filesystem::path& file, Faults& faults);

// The same for a run, which needs a config without fault. Throws UsageError of the first one, and
// how many more there are.
Config read_config(const std::filesystem::path& file);

}  // namespace errata::app
