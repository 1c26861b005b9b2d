#include "app/config_keys.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "app/baseline.hpp"
#include "app/input_options.hpp"
#include "app/language_choice.hpp"
#include "app/limit_options.hpp"
#include "app/page_assets.hpp"
#include "app/proxy_choice.hpp"
#include "app/truth.hpp"
#include "core/error.hpp"
#include "core/text.hpp"

namespace errata::app {

namespace fs = std::filesystem;

namespace {

constexpr auto all = kinds::all;
constexpr auto azure = kinds::azure;
constexpr auto fetched = kinds::fetched;
constexpr auto with_container = kinds::with_container;

// Of [errata], which has no kind.
struct ToolKey {
  std::string_view name;
  void (*set)(Config& to, const std::string& value, const Place& place);
};

template <typename To>
struct Key {
  std::string_view name;
  Kinds kinds;
  void (*set)(To& to, const std::string& value, const Place& place);
};

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

template <typename To>
void set_gates(To& to, const std::string& value, const Place& place) {
  to.gates = parse_gates(value, place.where);
}

template <typename To>
void set_language(To& to, const std::string& value, const Place& place) {
  to.language = parse_language(value, place.where);
}

std::vector<std::string> paths_in(const std::string& list, const Place& place) {
  std::vector<std::string> paths;
  for (const auto part : split(list, ' '))
    if (!part.empty())
      paths.push_back(place.path(std::string{part}).string());
  return paths;
}

template <typename To>
void set_dialect(To& to, const std::string& value, const Place& place) {
  to.ticket_choice.dialect = parse_dialect(value, place.where);
}

template <typename To>
void set_budget(To& to, const std::string& value, const Place& place) {
  to.ticket_choice.budget = parse_budget(value, place.where);
}

// Of [errata] and of a model.
template <typename To>
void set_text_mode(To& to, const std::string& value, const Place& place) {
  to.text.mode = parse_text_mode(value, place.where);
}

template <typename To>
void set_text_key_env(To& to, const std::string& name, const Place& place) {
  from_env<&TextSetting::key>(to.text, name, place);
}

template <typename To>
void set_text_key_file(To& to, const std::string& path, const Place& place) {
  from_file<&TextSetting::key>(to.text, path, place);
}

template <typename To>
void set_text_key_credential(To& to, const std::string& name, const Place& place) {
  from_credential<&TextSetting::key>(to.text, name, place);
}

constexpr auto tool_keys = std::to_array<ToolKey>({
    {"output", [](Config& c, const std::string& v, const Place& p) { c.output = p.path(v); }},
    {"templates", [](Config& c, const std::string& v, const Place& p) { c.templates = p.path(v); }},
    {"assets",
     [](Config& c, const std::string& v, const Place& p) { c.assets = parse_assets(v, p.where); }},
    {"lang", set_language<Config>},
    {"dialect", set_dialect},
    {"budget", set_budget},
    {"proxy", set_proxy},
    {"text", set_text_mode},
    {"text_key_env", set_text_key_env},
    {"text_key_file", set_text_key_file},
    {"text_key_credential", set_text_key_credential},
    {"gates", set_gates},
});

void set_pace(SourceConfig& source, const std::string& value, const Place& place) {
  source.requests_per_minute = parse_count(value, {0, 100'000}, place.where);
}

void set_endpoint(SourceConfig& source, const std::string& value, const Place& /*place*/) {
  source.endpoint = value;
}

constexpr auto source_keys = std::to_array<Key<SourceConfig>>({
    {"kind", all, [](SourceConfig& s, const std::string& v, const Place&) { s.kind = v; }},
    {"endpoint", fetched, set_endpoint},
    {"url", fetched, set_endpoint},
    {"api_version", azure,
     [](SourceConfig& s, const std::string& v, const Place&) { s.api_version = v; }},
    {"header", fetched, [](SourceConfig& s, const std::string& v, const Place&) { s.header = v; }},
    {"auth", fetched, [](SourceConfig& s, const std::string& v, const Place&) { s.auth = v; }},
    {"path", kinds::files,
     [](SourceConfig& s, const std::string& v, const Place& p) { s.paths = paths_in(v, p); }},
    {"key_env", fetched, from_env<&SourceConfig::key>},
    {"key_file", fetched, from_file<&SourceConfig::key>},
    {"key_credential", fetched, from_credential<&SourceConfig::key>},
    {"token_env", fetched, from_env<&SourceConfig::token>},
    {"token_file", fetched, from_file<&SourceConfig::token>},
    {"token_credential", fetched, from_credential<&SourceConfig::token>},
    {"proxy", fetched, set_proxy},
    {"proxy_login_env", fetched, from_env<&SourceConfig::proxy_login>},
    {"proxy_login_file", fetched, from_file<&SourceConfig::proxy_login>},
    {"proxy_login_credential", fetched, from_credential<&SourceConfig::proxy_login>},
    {"ca_file", fetched,
     [](SourceConfig& s, const std::string& v, const Place& p) { s.ca_file = p.path(v); }},
    {"allow_host", fetched,
     [](SourceConfig& s, const std::string& v,
        const Place& p) { s.allow_host = truth(v, p.where); }},
    {"requests_per_minute", fetched, set_pace},
});

// Input options are keys of a model as well; they mean something whatever the model is.
constexpr auto model_keys = std::to_array<Key<ModelConfig>>({
    {"source", all, [](ModelConfig& m, const std::string& v, const Place&) { m.source = v; }},
    {"project", azure, [](ModelConfig& m, const std::string& v, const Place&) { m.project = v; }},
    {"model", azure, [](ModelConfig& m, const std::string& v, const Place&) { m.model = v; }},
    {"input", all,
     [](ModelConfig& m, const std::string& v, const Place& p) { m.inputs = paths_in(v, p); }},
    {"texts_sas_env", with_container, from_env<&ModelConfig::texts_sas>},
    {"texts_sas_file", with_container, from_file<&ModelConfig::texts_sas>},
    {"texts_sas_credential", with_container, from_credential<&ModelConfig::texts_sas>},
    {"missing_texts", with_container,
     [](ModelConfig& m, const std::string& v, const Place& p) {
       m.missing_texts = parse_share(v, p.where);
     }},
    {"text", all, set_text_mode},
    {"text_key_env", all, set_text_key_env},
    {"text_key_file", all, set_text_key_file},
    {"text_key_credential", all, set_text_key_credential},
    {"lang", all, set_language<ModelConfig>},
    {"ticket", all, [](ModelConfig& m, const std::string& v, const Place&) { m.ticket = v; }},
    {"dialect", all, set_dialect},
    {"budget", all, set_budget},
    {"gates", all, set_gates},
    {"baseline", all,
     [](ModelConfig& m, const std::string& v, const Place& p) {
       m.baseline = names_run(v) ? v : p.path(v).string();
     }},
});

template <typename Row, std::size_t size, typename To>
bool set_from_table(const std::array<Row, size>& table, To& to, const IniEntry& entry,
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

// Of an input option: it means something whatever is read.
template <typename To, std::size_t size>
Kinds kinds_in(const std::array<Key<To>, size>& table, std::string_view name) {
  const auto found = std::ranges::find(table, name, &Key<To>::name);
  return found == table.end() ? all : found->kinds;
}

}  // namespace

fs::path Place::path(const std::string& value) const {
  return fs::path{value}.is_absolute() ? fs::path{value} : folder / value;
}

bool set_key(Config& to, const IniEntry& entry, const Place& place) {
  return set_from_table(tool_keys, to, entry, place) || set_limit(to.limits, entry, place);
}

bool set_key(SourceConfig& to, const IniEntry& entry, const Place& place) {
  return set_from_table(source_keys, to, entry, place);
}

bool set_key(ModelConfig& to, const IniEntry& entry, const Place& place) {
  return set_from_table(model_keys, to, entry, place) || set_input_option(to, entry, place);
}

bool set_key(ThresholdSection& to, const IniEntry& entry, const Place& place) {
  auto name = entry.key;
  std::ranges::replace(name, '-', '_');
  if (analyze::find_threshold(name) == nullptr)
    return false;
  to.settings.push_back(parse_threshold(name, entry.value, place.where));
  to.settings.back().line = place.line;
  return true;
}

std::vector<std::string_view> tool_key_names() {
  auto names = names_of(tool_keys);
  for (const auto& option : limit_options())
    names.push_back(option.key);
  return names;
}

std::vector<std::string_view> source_key_names() {
  return names_of(source_keys);
}

std::vector<std::string_view> model_key_names() {
  auto names = names_of(model_keys);
  for (const auto& option : input_options())
    names.push_back(option.name);
  return names;
}

Kinds kinds_of_source_key(std::string_view key) {
  return kinds_in(source_keys, key);
}

Kinds kinds_of_model_key(std::string_view key) {
  return kinds_in(model_keys, key);
}

}  // namespace errata::app
