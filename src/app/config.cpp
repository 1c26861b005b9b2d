#include "app/config.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include "app/ini.hpp"
#include "app/input_options.hpp"
#include "app/limit_options.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"

namespace errata::app {

namespace fs = std::filesystem;

namespace {

// Where a value stands, for paths and messages.
struct Place {
  fs::path folder;
  std::string where;  // "nightly.ini:7: 'texts'"

  fs::path path(const std::string& value) const {
    return fs::path{value}.is_absolute() ? fs::path{value} : folder / value;
  }
};

template <typename To>
struct Key {
  std::string_view name;
  void (*set)(To& to, const std::string& value, const Place& place);
};

bool truth(const std::string& value, const Place& place) {
  if (value == "yes" || value == "true" || value == "1")
    return true;
  if (value == "no" || value == "false" || value == "0")
    return false;
  throw UsageError{place.where + " is yes or no"};
}

constexpr auto tool_keys = std::to_array<Key<Config>>({
    {"output", [](Config& c, const std::string& v, const Place& p) { c.output = p.path(v); }},
    {"templates", [](Config& c, const std::string& v, const Place& p) { c.templates = p.path(v); }},
});

void set_pace(SourceConfig& source, const std::string& value, const Place& place) {
  source.requests_per_minute = parse_count(value, {0, 100'000}, place.where);
}

constexpr auto source_keys = std::to_array<Key<SourceConfig>>({
    {"kind", [](SourceConfig& s, const std::string& v, const Place&) { s.kind = v; }},
    {"endpoint", [](SourceConfig& s, const std::string& v, const Place&) { s.endpoint = v; }},
    {"url", [](SourceConfig& s, const std::string& v, const Place&) { s.endpoint = v; }},
    {"api_version", [](SourceConfig& s, const std::string& v, const Place&) { s.api_version = v; }},
    {"header", [](SourceConfig& s, const std::string& v, const Place&) { s.header = v; }},
    {"key_env", [](SourceConfig& s, const std::string& v, const Place&) { s.key.environment = v; }},
    {"key_file", [](SourceConfig& s, const std::string& v,
                    const Place& p) { s.key.file = p.path(v).string(); }},
    {"token_env",
     [](SourceConfig& s, const std::string& v, const Place&) { s.token.environment = v; }},
    {"token_file", [](SourceConfig& s, const std::string& v,
                      const Place& p) { s.token.file = p.path(v).string(); }},
    {"ca_file",
     [](SourceConfig& s, const std::string& v, const Place& p) { s.ca_file = p.path(v); }},
    {"allow_host",
     [](SourceConfig& s, const std::string& v, const Place& p) { s.allow_host = truth(v, p); }},
    {"requests_per_minute", set_pace},
});

constexpr auto model_keys = std::to_array<Key<ModelConfig>>({
    {"source", [](ModelConfig& m, const std::string& v, const Place&) { m.source = v; }},
    {"project", [](ModelConfig& m, const std::string& v, const Place&) { m.project = v; }},
    {"model", [](ModelConfig& m, const std::string& v, const Place&) { m.model = v; }},
    {"input",
     [](ModelConfig& m, const std::string& v, const Place& p) {
       for (const auto part : split(v, ' '))
         if (!part.empty())
           m.inputs.push_back(p.path(std::string{part}).string());
     }},
    {"texts_sas_env",
     [](ModelConfig& m, const std::string& v, const Place&) { m.texts_sas.environment = v; }},
    {"texts_sas_file", [](ModelConfig& m, const std::string& v,
                          const Place& p) { m.texts_sas.file = p.path(v).string(); }},
    {"ticket", [](ModelConfig& m, const std::string& v, const Place&) { m.ticket = v; }},
});

// Keys that people write a secret behind; the message must not repeat it.
bool is_secret_key(const std::string& key) {
  static constexpr std::array<std::string_view, 7> names{
      "key", "token", "sas", "password", "secret", "texts_sas", "api_key"};
  return std::ranges::find(names, key) != names.end();
}

[[noreturn]] void refuse_key(const std::string& place, const IniEntry& entry,
                             const std::vector<std::string_view>& names) {
  if (is_secret_key(entry.key))
    throw UsageError{
        place + ": a secret never stands in the config; name its place with key_env or key_file"};
  throw UsageError{place + ": unknown key " + in_quotes(entry.key) +
                   did_you_mean(entry.key, names)};
}

template <typename To, std::size_t size>
bool set_from_table(const std::array<Key<To>, size>& table, To& to, const IniEntry& entry,
                    const Place& place) {
  for (const auto& key : table)
    if (key.name == entry.key) {
      key.set(to, entry.value, place);
      return true;
    }
  return false;
}

// "label-separator" may be written with the underscore of the other keys.
bool set_input_option(ModelConfig& model, const IniEntry& entry, const Place& place) {
  auto name = entry.key;
  std::ranges::replace(name, '_', '-');
  for (const auto& option : input_options()) {
    if (option.name != name)
      continue;
    const bool is_url = entry.value.starts_with("https://");
    if (name == "texts" && is_url)
      model.texts_url = entry.value;
    else
      option.set(model.input, option.is_path ? place.path(entry.value).string() : entry.value,
                 place.where);
    return true;
  }
  return false;
}

bool set_limit(fetch::Limits& limits, const IniEntry& entry, const Place& place) {
  for (const auto& option : limit_options())
    if (option.key == entry.key) {
      option.set(limits, entry.value, place.where);
      return true;
    }
  return false;
}

template <typename Table>
std::vector<std::string_view> names_in(const Table& table) {
  std::vector<std::string_view> names;
  for (const auto& row : table)
    names.push_back(row.name);
  return names;
}

void check_name(const std::string& name, const std::string& place) {
  const bool right = !name.empty() && name.size() <= 64 && name != "latest" && name[0] != '.' &&
                     name[0] != '-' && std::ranges::all_of(name, [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
                     });
  if (!right)
    throw UsageError{place + ": " + in_quotes(name) +
                     " cannot name a folder: use at most 64 of A-Z a-z 0-9 _ . -"};
}

class Reading {
 public:
  explicit Reading(const fs::path& file) { config_.file = file; }

  Config read() {
    for (const auto& section : read_ini(config_.file))
      take(section);
    check();
    return std::move(config_);
  }

 private:
  std::string at(std::size_t line) const {
    return printable(config_.file.string()) + ":" + std::to_string(line);
  }

  Place place(const IniEntry& entry) const {
    return {config_.file.parent_path(), at(entry.line) + ": " + in_quotes(entry.key)};
  }

  void take(const IniSection& section) {
    if (section.name == "errata")
      take_tool(section);
    else if (section.name.starts_with("source."))
      take_source(section);
    else if (section.name.starts_with("model."))
      take_model(section);
    else
      refuse_section(section);
  }

  [[noreturn]] void refuse_section(const IniSection& section) const {
    static constexpr std::array<std::string_view, 3> kinds{"errata", "source", "model"};
    const auto kind = std::string{split(section.name, '.').front()};
    throw UsageError{at(section.line) + ": unknown section " + in_quotes(section.name) +
                     did_you_mean(kind, kinds) +
                     "; sections are [errata], [source.NAME] and [model.NAME]"};
  }

  void take_tool(const IniSection& section) {
    for (const auto& entry : section.entries) {
      if (set_from_table(tool_keys, config_, entry, place(entry)) ||
          set_limit(config_.limits, entry, place(entry)))
        continue;
      auto names = names_in(tool_keys);
      for (const auto& option : limit_options())
        names.push_back(option.key);
      refuse_key(at(entry.line), entry, names);
    }
  }

  void take_source(const IniSection& section) {
    SourceConfig source;
    source.name = section.name.substr(7);
    check_name(source.name, at(section.line));
    for (const auto& entry : section.entries)
      if (!set_from_table(source_keys, source, entry, place(entry)))
        refuse_key(at(entry.line), entry, names_in(source_keys));
    check_source(source, at(section.line));
    config_.sources.push_back(std::move(source));
  }

  void take_model(const IniSection& section) {
    ModelConfig model;
    model.name = section.name.substr(6);
    model.input.name = model.name;
    check_name(model.name, at(section.line));
    for (const auto& entry : section.entries) {
      if (set_from_table(model_keys, model, entry, place(entry)) ||
          set_input_option(model, entry, place(entry)))
        continue;
      auto names = names_in(model_keys);
      for (const auto& option : input_options())
        names.push_back(option.name);
      refuse_key(at(entry.line), entry, names);
    }
    check_model(model, at(section.line));
    config_.models.push_back(std::move(model));
    model_lines_.push_back(section.line);
  }

  static void check_source(const SourceConfig& source, const std::string& where) {
    static constexpr std::array<std::string_view, 2> kinds{"azure-language", "https"};
    const auto name = where + ": source " + in_quotes(source.name);
    if (source.kind.empty())
      throw UsageError{name + " has no kind (azure-language or https)"};
    if (std::ranges::find(kinds, source.kind) == kinds.end())
      throw UsageError{name + ": unknown kind " + in_quotes(source.kind) +
                       did_you_mean(source.kind, kinds)};
    if (source.endpoint.empty())
      throw UsageError{name + " has no endpoint"};
    if (source.endpoint.find("sig=") != std::string::npos)
      throw UsageError{name + ": the URL holds a signature; a secret never stands in the config"};
    if (!source.key.empty() && !source.token.empty())
      throw UsageError{name + " has a key and a token; one of them"};
    if (source.kind == "azure-language" && source.key.empty() && source.token.empty())
      throw UsageError{name + " has no key_env, key_file, token_env or token_file"};
    for (const auto& secret : {source.key, source.token})
      if (!secret.environment.empty() && !secret.file.empty())
        throw UsageError{name + " names a variable and a file for one secret; one of them"};
  }

  static void check_model(const ModelConfig& model, const std::string& where) {
    const auto name = where + ": model " + in_quotes(model.name);
    const bool joined = model.input.gold || model.input.predicted;
    if (joined && !(model.input.gold && model.input.predicted))
      throw UsageError{name + ": gold and predicted are given together"};
    const int ways = int{!model.source.empty()} + int{!model.inputs.empty()} + int{joined};
    if (ways != 1)
      throw UsageError{name + " needs one of: source, input, gold with predicted"};
    if (model.texts_url.find("sig=") != std::string::npos)
      throw UsageError{
          where +
          ": 'texts' holds a signature; leave the query out and name it with texts_sas_env"};
    if (!model.texts_url.empty() && model.texts_sas.empty())
      throw UsageError{name + ": texts in a container need texts_sas_env or texts_sas_file"};
    if (!model.texts_sas.empty() && model.texts_url.empty())
      throw UsageError{name + ": texts_sas_env needs texts = https://…"};
  }

  void check() const {
    if (config_.models.empty())
      throw UsageError{printable(config_.file.string()) +
                       ": no [model.NAME] section: nothing to report"};
    for (std::size_t i = 0; i < config_.models.size(); ++i) {
      const auto& model = config_.models[i];
      check_reference(model, at(model_lines_[i]));
      for (std::size_t j = 0; j < i; ++j)
        if (equal_ignoring_case(model.name, config_.models[j].name))
          throw UsageError{at(model_lines_[i]) + ": models " + in_quotes(config_.models[j].name) +
                           " and " + in_quotes(model.name) +
                           " would share a folder where case does not count"};
    }
  }

  void check_reference(const ModelConfig& model, const std::string& where) const {
    if (model.source.empty())
      return;
    std::vector<std::string_view> names = names_in(config_.sources);
    if (std::ranges::find(names, model.source) == names.end())
      throw UsageError{where + ": model " + in_quotes(model.name) + ": unknown source " +
                       in_quotes(model.source) + did_you_mean(model.source, names)};
    if (config_.source_of(model).kind == "azure-language" && model.project.empty())
      throw UsageError{where + ": model " + in_quotes(model.name) + " has no project"};
  }

  Config config_;
  std::vector<std::size_t> model_lines_;
};

}  // namespace

const SourceConfig& Config::source_of(const ModelConfig& model) const {
  return *std::ranges::find(sources, model.source, &SourceConfig::name);
}

Config read_config(const fs::path& file) {
  return Reading{file}.read();
}

}  // namespace errata::app
