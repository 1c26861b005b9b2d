#include "app/config.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include "app/config_checks.hpp"
#include "app/config_keys.hpp"
#include "app/ini.hpp"
#include "app/shown_word.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "fetch/secret.hpp"
#include "render/render.hpp"

namespace errata::app {

namespace fs = std::filesystem;

namespace {

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

std::string underscored(std::string key) {
  std::ranges::replace(key, '-', '_');
  return key;
}

bool has_key(const std::vector<std::string_view>& names, const std::string& key) {
  return std::ranges::any_of(
      names, [&key](const std::string_view name) { return underscored(std::string{name}) == key; });
}

// "[errata] or [source.NAME]" where a key of that name is one of theirs; else empty.
std::string sections_with(const std::string& key) {
  const std::pair<std::string_view, std::vector<std::string_view>> sections[] = {
      {"[errata]", tool_key_names()},
      {"[source.NAME]", source_key_names()},
      {"[model.NAME]", model_key_names()},
      {"[thresholds]", threshold_names()}};
  std::string list;
  for (const auto& [section, names] : sections)
    if (has_key(names, underscored(key)))
      list += (list.empty() ? "" : " or ") + std::string{section};
  return list;
}

// ", did you mean 'dialect' of [errata] or [model.NAME]?" for a key that is near one of other
// sections; else empty.
std::string did_you_mean_elsewhere(const std::string& key) {
  std::vector<std::string_view> all;
  for (const auto& names :
       {tool_key_names(), source_key_names(), model_key_names(), threshold_names()})
    all.insert(all.end(), names.begin(), names.end());
  const std::string nearest{nearest_name(key, all)};
  return nearest.empty() ? ""
                         : ", did you mean '" + nearest + "' of " + sections_with(nearest) + "?";
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
    give_thresholds();
    check_whole(config_, misread_, faults_);
    for (auto& model : config_.models)
      resolve_files(model);
    return std::move(config_);
  }

 private:
  // Files that a source names are the input of its models; nothing is fetched.
  void resolve_files(ModelConfig& model) const {
    const auto* source = config_.find_source(model);
    if (source != nullptr && source->is_files())
      model.inputs = source->paths;
  }

  Place place(const IniEntry& entry) const {
    return {config_.file.parent_path(), faults_.at(entry.line) + ": " + shown_word(entry.key),
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
    else if (section.name == "thresholds" || section.name.starts_with("thresholds."))
      take_thresholds(section);
    else
      return false;
    return true;
  }

  // A fault; but a section that is nearly named as one of ours is read as that one, so that its
  // faults are said as well.
  void take_as_meant(IniSection section) {
    static constexpr std::array<std::string_view, 4> kinds{"errata", "source", "model",
                                                           "thresholds"};
    const auto kind = section.name.substr(0, section.name.find('.'));
    faults_.add(section.line, "unknown section " + shown_word(section.name) +
                                  did_you_mean(kind, kinds) +
                                  "; sections are [errata], [source.NAME], [model.NAME] and "
                                  "[thresholds]");
    const auto meant = nearest_name(kind, kinds);
    const bool has_name = kind.size() < section.name.size();
    if (section.entries.empty() || meant.empty() || meant == kind ||
        (meant != "thresholds" && has_name == (meant == "errata"))) {
      misread_.sections.push_back(section.name);
      return;
    }
    section.name.replace(0, kind.size(), meant);
    take(section);
  }

  // Whether that key is understood, be it as the one that was meant.
  template <typename To>
  bool take_or_refuse(const IniEntry& entry, const std::vector<std::string_view>& names, To& to) {
    const auto key = underscored(entry.key);
    const bool is_known = has_key(names, key);
    if (is_known || is_secret_key(key))
      to.keys.emplace(key, entry.line);  // whatever its value is
    if (refuse_secret(entry))
      return is_known;
    if (set_key(to, entry, place(entry)))
      return true;
    if (is_secret_key(key)) {
      faults_.add(entry.line,
                  "a secret never stands in the config; name its place with key_env, key_file or "
                  "key_credential");
      return true;
    }
    return (!is_known && refuse_misplaced(entry)) || take_nearest(entry, names, to);
  }

  bool refuse_misplaced(const IniEntry& entry) {
    const auto sections = sections_with(entry.key);
    if (sections.empty())
      return false;
    faults_.add(entry.line, in_quotes(entry.key) + " is a key of " + sections);
    misread_.keys.insert(underscored(entry.key));
    return true;
  }

  // An unknown key is read as the one that was meant, so that nothing is missed that is there. Not
  // where it may hold a secret.
  template <typename To>
  bool take_nearest(IniEntry entry, const std::vector<std::string_view>& names, To& to) {
    const auto near = did_you_mean(entry.key, names);
    faults_.add(entry.line, "unknown key " + shown_word(entry.key) +
                                (near.empty() ? did_you_mean_elsewhere(entry.key) : near));
    entry.key = nearest_name(entry.key, names);
    if (refuse_secret(entry) || !set_key(to, entry, place(entry)))
      return false;
    to.keys.emplace(underscored(entry.key), entry.line);
    return true;
  }

  bool refuse_secret(const IniEntry& entry) {
    const bool is_secret = holds_secret(entry);
    if (is_secret)
      faults_.add(entry.line, shown_word(entry.key) +
                                  " holds what looks like the secret itself; a secret never stands "
                                  "in the config");
    return is_secret;
  }

  // Whether all were understood.
  template <typename To>
  bool take_entries(const IniSection& section, const std::vector<std::string_view>& names, To& to) {
    bool is_understood = true;
    for (const auto& entry : section.entries)
      faults_.collect(entry.line, [&] { is_understood &= take_or_refuse(entry, names, to); });
    return is_understood;
  }

  void take_tool(const IniSection& section) { take_entries(section, tool_key_names(), config_); }

  void take_source(const IniSection& section) {
    SourceConfig source;
    source.name = section.name.substr(7);
    source.line = section.line;
    source.has_unknown_key = !take_entries(section, source_key_names(), source);
    source.names_credential = std::ranges::any_of(section.entries, [](const IniEntry& entry) {
      return entry.key.starts_with("key") || entry.key.starts_with("token") ||
             entry.key == "auth" || is_secret_key(entry.key);
    });
    check_source(source, faults_);
    config_.sources.push_back(std::move(source));
  }

  void take_model(const IniSection& section) {
    ModelConfig model;
    model.name = section.name.substr(6);
    model.line = section.line;
    model.input.name = model.name;
    model.has_unknown_key = !take_entries(section, model_key_names(), model);
    check_model(model, faults_);
    config_.models.push_back(std::move(model));
  }

  void take_thresholds(const IniSection& section) {
    constexpr std::string_view prefix = "thresholds.";
    ThresholdSection taken;
    taken.line = section.line;
    if (section.name.starts_with(prefix))
      taken.model = section.name.substr(prefix.size());
    take_entries(section, threshold_names(), taken);
    thresholds_.push_back(std::move(taken));
  }

  // To the models that they are of, which may stand below them.
  void give_thresholds() {
    for (auto& section : thresholds_)
      if (section.model.empty())
        config_.thresholds = std::move(section.settings);
    for (auto& section : thresholds_)
      if (!section.model.empty())
        give_thresholds(section);
    check_order_of(nullptr);
    for (const auto& model : config_.models)
      if (!model.thresholds.empty())
        check_order_of(&model);
  }

  void give_thresholds(ThresholdSection& section) {
    const auto model = std::ranges::find(config_.models, section.model, &ModelConfig::name);
    if (model != config_.models.end()) {
      model->thresholds = std::move(section.settings);
      return;
    }
    const auto names = names_of(config_.models);
    faults_.add(section.line, "section [thresholds." + printable(section.model) +
                                  "]: no model is called so" + did_you_mean(section.model, names));
  }

  void check_order_of(const ModelConfig* model) {
    const auto& own = model == nullptr ? config_.thresholds : model->thresholds;
    if (!own.empty())
      faults_.collect(own.back().line, [&] {
        if (model == nullptr)
          config_.thresholds_for_all();
        else
          config_.thresholds_for(*model);
      });
  }

  std::vector<ThresholdSection> thresholds_;
  Config config_;
  Misread misread_;
  Faults& faults_;
};

}  // namespace

std::size_t line_of(std::initializer_list<std::string_view> names, const KeyLines& keys,
                    std::size_t otherwise) {
  for (const auto name : names)
    if (const auto found = keys.find(name); found != keys.end())
      return found->second;
  return otherwise;
}

std::string Config::language_of(const ModelConfig& model) const {
  for (const auto* chosen : {&forced_language, &model.language, &language})
    if (!chosen->empty())
      return *chosen;
  return std::string{render::english};
}

const SourceConfig* Config::find_source(const ModelConfig& model) const {
  const auto found = std::ranges::find(sources, model.source, &SourceConfig::name);
  return found == sources.end() || model.source.empty() ? nullptr : &*found;
}

const SourceConfig& Config::source_of(const ModelConfig& model) const {
  return *find_source(model);
}

bool Config::is_fetched(const ModelConfig& model) const {
  const auto* source = find_source(model);
  return source != nullptr && !source->is_files();
}

analyze::Thresholds Config::thresholds_for_all() const {
  return thresholds_for({});
}

std::vector<analyze::GateLimit> Config::gates_for(const ModelConfig& model) const {
  return joined(joined(gates, model.gates), forced_gates);
}

analyze::Thresholds Config::thresholds_for(const ModelConfig& model) const {
  auto settings = thresholds;
  settings.insert(settings.end(), model.thresholds.begin(), model.thresholds.end());
  settings.insert(settings.end(), forced_thresholds.begin(), forced_thresholds.end());
  analyze::Thresholds made;
  set_thresholds(settings, made);
  check_order(settings, made);
  return made;
}

TicketChoice Config::ticket_choice_for(const ModelConfig& model) const {
  return completed(forced_ticket_choice, completed(model.ticket_choice, ticket_choice));
}

TextSetting Config::text_for(const ModelConfig& model) const {
  return forced_text.or_else(model.text).or_else(text);
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
