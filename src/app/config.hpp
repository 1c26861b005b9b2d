// The config of `errata run`: INI, read strictly.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "fetch/limits.hpp"
#include "normalize/normalize.hpp"

namespace errata::app {

// Where a secret stands; the secret itself is never in a config.
struct SecretPlace {
  std::string environment, file;  // at most one is set
  bool empty() const { return environment.empty() && file.empty(); }
};

struct SourceConfig {
  std::string name;
  std::string kind;  // "azure-language" or "https"
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
  std::string source;  // name of a source, empty where `inputs` are given
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

  const SourceConfig& source_of(const ModelConfig& model) const;
};

// Throws UsageError "FILE:LINE: …" for anything that is not understood: unknown sections and keys
// (with the nearest valid name), keys given twice, values that cannot be. Relative paths are
// relative to the folder of the file.
Config read_config(const std::filesystem::path& file);

}  // namespace errata::app
