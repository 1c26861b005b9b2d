#include "app/config.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include "app/config_checks.hpp"
#include "app/ini.hpp"
#include "app/input_options.hpp"
#include "app/limit_options.hpp"
#include "app/proxy_choice.hpp"
#include "app/shown_word.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "fetch/secret.hpp"

namespace errata::app {

namespace fs = std::filesystem;

namespace {

// Where a value stands, for paths and messages.
struct Place {
  fs::path folder;
  std::string where;  // "nightly.ini:7: 'texts'"
  std::size_t line = 0;

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

// Neither what cannot name a variable nor what is rather the secret itself is ever shown.
SecretPlace variable(const std::string& name, const Place& place) {
  const bool right = !name.empty() && name.size() <= 100 && !(name[0] >= '0' && name[0] <= '9') &&
                     std::ranges::all_of(name, [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '_';
                     });
  if (!right)
    throw UsageError{place.where +
                     " is the name of an environment variable (A-Z a-z 0-9 _), never its value"};
  return {.environment = name, .file = {}, .credential = {}, .line = place.line};
}

void put(SecretPlace&& found, SecretPlace& into, const Place& place) {
  if (!into.empty())
    throw UsageError{place.where +
                     ": a secret has one place, a variable, a file or a credential; one of them"};
  into = std::move(found);
}

template <auto member, typename To>
void from_env(To& to, const std::string& name, const Place& place) {
  put(variable(name, place), to.*member, place);
}

template <auto member, typename To>
void from_file(To& to, const std::string& path, const Place& place) {
  put({.environment = {}, .file = place.path(path).string(), .credential = {}, .line = place.line},
      to.*member, place);
}

template <auto member, typename To>
void from_credential(To& to, const std::string& name, const Place& place) {
  put({.environment = {}, .file = {}, .credential = name, .line = place.line}, to.*member, place);
}

template <typename To>
void set_proxy(To& to, const std::string& value, const Place& place) {
  const ProxyText text{value, place.where};
  check_proxy(text);
  to.proxy = text;
}

std::vector<std::string> paths_in(const std::string& list, const Place& place) {
  std::vector<std::string> paths;
  for (const auto part : split(list, ' '))
    if (!part.empty())
      paths.push_back(place.path(std::string{part}).string());
  return paths;
}

constexpr auto tool_keys = std::to_array<Key<Config>>({
    {"output", [](Config& c, const std::string& v, const Place& p) { c.output = p.path(v); }},
    {"templates", [](Config& c, const std::string& v, const Place& p) { c.templates = p.path(v); }},
    {"proxy", set_proxy},
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
    {"auth", [](SourceConfig& s, const std::string& v, const Place&) { s.auth = v; }},
    {"path",
     [](SourceConfig& s, const std::string& v, const Place& p) { s.paths = paths_in(v, p); }},
    {"key_env", from_env<&SourceConfig::key>},
    {"key_file", from_file<&SourceConfig::key>},
    {"key_credential", from_credential<&SourceConfig::key>},
    {"token_env", from_env<&SourceConfig::token>},
    {"token_file", from_file<&SourceConfig::token>},
    {"token_credential", from_credential<&SourceConfig::token>},
    {"proxy", set_proxy},
    {"proxy_login_env", from_env<&SourceConfig::proxy_login>},
    {"proxy_login_file", from_file<&SourceConfig::proxy_login>},
    {"proxy_login_credential", from_credential<&SourceConfig::proxy_login>},
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
     [](ModelConfig& m, const std::string& v, const Place& p) { m.inputs = paths_in(v, p); }},
    {"texts_sas_env", from_env<&ModelConfig::texts_sas>},
    {"texts_sas_file", from_file<&ModelConfig::texts_sas>},
    {"texts_sas_credential", from_credential<&ModelConfig::texts_sas>},
    {"missing_texts", [](ModelConfig& m, const std::string& v,
                         const Place& p) { m.missing_texts = parse_share(v, p.where); }},
    {"ticket", [](ModelConfig& m, const std::string& v, const Place&) { m.ticket = v; }},
});

// Keys that people write a secret behind; the message must not repeat it.
bool is_secret_key(const std::string& key) {
  static constexpr std::array<std::string_view, 9> names{
      "key",       "token",   "sas",         "password",     "secret",
      "texts_sas", "api_key", "proxy_login", "client_secret"};
  return std::ranges::find(names, key) != names.end();
}

// A secret that stands where its place should be named. URLs have their own checks.
bool holds_secret(const IniEntry& entry) {
  const bool names_place = entry.key.ends_with("_env") || entry.key.ends_with("_file") ||
                           entry.key.ends_with("_credential") || entry.key == "header" ||
                           entry.key == "auth";
  return names_place && fetch::looks_like_secret(entry.value);
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

std::vector<std::string_view> model_names() {
  auto names = names_in(model_keys);
  for (const auto& option : input_options())
    names.push_back(option.name);
  return names;
}

class Reading {
 public:
  Reading(const fs::path& file, Faults& faults) : faults_{faults} {
    config_.file = file;
    config_.output = file.parent_path() / config_.output;
  }

  Config read() {
    for (const auto& section : read_ini(config_.file, faults_))
      if (!take(section))
        take_as_meant(section);
    check_whole(config_, faults_);
    for (auto& model : config_.models)
      resolve_files(model);
    return std::move(config_);
  }

 private:
  // Files that a source names are the input of its models; nothing is fetched.
  void resolve_files(ModelConfig& model) const {
    const auto* source = config_.find_source(model);
    if (source == nullptr || source->kind != "files")
      return;
    model.inputs = source->paths;
    model.source.clear();
  }

  Place place(const IniEntry& entry) const {
    return {config_.file.parent_path(), faults_.at(entry.line) + ": " + in_quotes(entry.key),
            entry.line};
  }

  // False for a section of another name.
  bool take(const IniSection& section) {
    if (section.name == "errata")
      take_tool(section);
    else if (section.name.starts_with("source."))
      take_source(section);
    else if (section.name.starts_with("model."))
      take_model(section);
    else
      return false;
    return true;
  }

  // A fault; but a section that is nearly named as one of ours is read as that one, so that its
  // faults are said as well.
  void take_as_meant(IniSection section) {
    static constexpr std::array<std::string_view, 3> kinds{"errata", "source", "model"};
    const auto kind = section.name.substr(0, section.name.find('.'));
    faults_.add(section.line, "unknown section " + shown_word(section.name) +
                                  did_you_mean(kind, kinds) +
                                  "; sections are [errata], [source.NAME] and [model.NAME]");
    const auto meant = nearest_name(kind, kinds);
    const bool has_name = kind.size() < section.name.size();
    if (section.entries.empty() || meant.empty() || meant == kind ||
        has_name == (meant == "errata"))
      return;
    section.name.replace(0, kind.size(), meant);
    take(section);
  }

  // An unknown key is read as the one that was meant, so that nothing is missed that is there. Not
  // where it may hold a secret.
  template <typename Set>
  void take_entries(const IniSection& section, const std::vector<std::string_view>& names,
                    const Set& set) {
    for (auto entry : section.entries)
      faults_.collect(entry.line, [&] {
        if (holds_secret(entry))
          throw UsageError{place(entry).where +
                           " holds what looks like the secret itself; a secret never stands in "
                           "the config"};
        if (set(entry, place(entry)))
          return;
        if (is_secret_key(entry.key)) {
          faults_.add(entry.line,
                      "a secret never stands in the config; name its place with key_env or "
                      "key_file");
          return;
        }
        faults_.add(entry.line,
                    "unknown key " + in_quotes(entry.key) + did_you_mean(entry.key, names));
        entry.key = nearest_name(entry.key, names);
        set(entry, place(entry));
      });
  }

  void take_tool(const IniSection& section) {
    auto names = names_in(tool_keys);
    for (const auto& option : limit_options())
      names.push_back(option.key);
    take_entries(section, names, [&](const IniEntry& entry, const Place& at) {
      return set_from_table(tool_keys, config_, entry, at) || set_limit(config_.limits, entry, at);
    });
  }

  void take_source(const IniSection& section) {
    SourceConfig source;
    source.name = section.name.substr(7);
    source.line = section.line;
    take_entries(section, names_in(source_keys), [&](const IniEntry& entry, const Place& at) {
      return set_from_table(source_keys, source, entry, at);
    });
    check_source(source, faults_);
    const bool is_named = std::ranges::any_of(section.entries, [](const IniEntry& entry) {
      return entry.key.starts_with("key") || entry.key.starts_with("token") ||
             entry.key == "auth" || is_secret_key(entry.key);
    });
    if (!is_named)
      check_credential(source, faults_);
    config_.sources.push_back(std::move(source));
  }

  void take_model(const IniSection& section) {
    ModelConfig model;
    model.name = section.name.substr(6);
    model.line = section.line;
    model.input.name = model.name;
    take_entries(section, model_names(), [&](const IniEntry& entry, const Place& at) {
      return set_from_table(model_keys, model, entry, at) || set_input_option(model, entry, at);
    });
    check_model(model, faults_);
    config_.models.push_back(std::move(model));
  }

  Config config_;
  Faults& faults_;
};

}  // namespace

const SourceConfig* Config::find_source(const ModelConfig& model) const {
  const auto found = std::ranges::find(sources, model.source, &SourceConfig::name);
  return found == sources.end() ? nullptr : &*found;
}

const SourceConfig& Config::source_of(const ModelConfig& model) const {
  return *find_source(model);
}

Config read_config(const fs::path& file, Faults& faults) {
  return Reading{file, faults}.read();
}

Config read_config(const fs::path& file) {
  Faults faults{file};
  auto config = read_config(file, faults);
  if (faults.empty())
    return config;
  const auto messages = faults.messages();
  const auto more = messages.size() - 1;
  throw UsageError{
      messages.front() +
      (more == 0 ? "" : " (and " + count_of(more, "more fault") + ": errata check says all)")};
}

}  // namespace errata::app
