// The config of `errata run`: INI, read strictly.
#pragma once

#include <filesystem>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/faults.hpp"
#include "app/gate_options.hpp"
#include "app/secret_place.hpp"
#include "app/source_kinds.hpp"
#include "app/text_options.hpp"
#include "app/threshold_options.hpp"
#include "app/ticket_choice.hpp"
#include "fetch/limits.hpp"
#include "normalize/normalize.hpp"
#include "render/render.hpp"

namespace errata::app {

// A proxy as somebody named it.
struct ProxyText {
  std::string value, where;     // `where` for messages, which never show the value
  bool may_hold_login = false;  // it came from the environment
};

// The lines of the keys that a section has, '_' for each '-' in their names.
using KeyLines = std::map<std::string, std::size_t, std::less<>>;

// That of the first of `names` that is there, else `otherwise`.
std::size_t line_of(std::initializer_list<std::string_view> names, const KeyLines& keys,
                    std::size_t otherwise);

struct SourceConfig {
  std::string name;
  std::size_t line = 0;  // of its section
  KeyLines keys;
  std::string kind;  // one of source_kinds(), where that is no fault
  std::string endpoint;
  std::string api_version;
  std::string header;  // whose value is the key, for kind https
  SecretPlace key, token;
  std::string auth;                // "entra" or nothing
  std::vector<std::string> paths;  // files or globs, for kind files
  std::optional<ProxyText> proxy;
  SecretPlace proxy_login;
  std::optional<std::filesystem::path> ca_file;
  bool allow_host = false;        // a host that is not one of the service's own
  bool has_unknown_key = false;   // which may be what it lacks
  bool names_credential = false;  // rightly or wrongly
  std::optional<std::size_t> requests_per_minute;

  bool is_of(Kinds kinds) const { return is_one_of(kinds, kind); }
  bool is_azure() const { return is_of(kinds::azure); }
  bool is_files() const { return is_of(kinds::files); }
};

struct ModelConfig {
  std::string name;
  std::string section;   // that it was expanded from (expansion.hpp), else empty
  std::size_t line = 0;  // of its section
  KeyLines keys;
  std::string source;  // name of a source, empty where files are given
  std::string project;
  std::string model = "latest";
  std::vector<std::string> inputs;  // files or globs, of a source of kind files as well
  std::string texts_url;            // container of the texts, instead of a folder in `input`
  SecretPlace texts_sas;
  double missing_texts = 0;      // share of the documents that may have no text there
  bool has_unknown_key = false;  // which may be what it lacks
  std::string ticket;
  TicketChoice ticket_choice;
  std::string language;  // may be empty
  std::string baseline;  // a run (baseline.hpp) or a path, empty: nothing is compared
  std::vector<ThresholdSetting> thresholds;  // of [thresholds.NAME]
  TextSetting text;
  std::vector<analyze::GateLimit> gates;  // those of its own
  normalize::Options input;
};

struct Config {
  std::filesystem::path file;
  KeyLines keys;  // of [errata]; not those that a flag or variable overrules
  std::filesystem::path output = "reports";
  std::optional<std::filesystem::path> templates;
  render::Assets assets = render::Assets::within;
  std::string language;         // of the file, may be empty
  std::string forced_language;  // of the command line or its variable
  fetch::Limits limits;
  std::optional<ProxyText> proxy;                   // of the file
  std::optional<ProxyText> forced_proxy;            // of the command line or its variable
  std::vector<ThresholdSetting> thresholds;         // of [thresholds]
  std::vector<ThresholdSetting> forced_thresholds;  // of the command line or its variable
  TicketChoice ticket_choice;                       // of all models that say nothing else
  TicketChoice forced_ticket_choice;                // of the command line or its variables
  TextSetting text;                                 // of the file
  TextSetting forced_text;                          // of the command line or its variable
  std::vector<analyze::GateLimit> gates;            // of all models
  std::vector<analyze::GateLimit> forced_gates;     // of the command line or its variable
  std::vector<SourceConfig> sources;
  std::vector<ModelConfig> models;

  // What the reports of the model are written in.
  std::string language_of(const ModelConfig& model) const;
  // Nothing where no source has that name.
  const SourceConfig* find_source(const ModelConfig& model) const;
  const SourceConfig& source_of(const ModelConfig& model) const;
  // Whether the model has a source, and one that is not files on disk.
  bool is_fetched(const ModelConfig& model) const;

  // Those of all models, then the model's own, then those of the command line. Throws UsageError
  // where two are out of order.
  analyze::Thresholds thresholds_for(const ModelConfig& model) const;
  analyze::Thresholds thresholds_for_all() const;  // without the models' own
  TicketChoice ticket_choice_for(const ModelConfig& model) const;
  // That of the command line, else the model's own, else that of all models.
  TextSetting text_for(const ModelConfig& model) const;
  // In the same order, a later one in place of an earlier one of the same name.
  std::vector<analyze::GateLimit> gates_for(const ModelConfig& model) const;
};

// What is not understood goes to `faults`: unknown sections and keys (with the nearest valid name,
// as which they are then read), keys given twice, values that cannot be. Relative paths are
// relative to the folder of the file. Throws UsageError where the file cannot be read at all.
Config read_config(const std::filesystem::path& file, Faults& faults);

// The same for a run, which needs a config without fault. Throws UsageError of the first one, and
// how many more there are.
Config read_config(const std::filesystem::path& file);

}  // namespace errata::app
