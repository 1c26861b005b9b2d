#include "app/config_checks.hpp"

#include <algorithm>
#include <initializer_list>

#include "app/config_keys.hpp"
#include "app/shown_word.hpp"
#include "core/text.hpp"

namespace errata::app {

namespace {

bool is_folder_name(const std::string& name) {
  return !name.empty() && name.size() <= 64 && name != "latest" && name[0] != '.' &&
         name[0] != '-' && std::ranges::all_of(name, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '_' || c == '.' || c == '-';
         });
}

void check_name(const std::string& name, std::size_t line, Faults& faults) {
  if (!is_folder_name(name))
    faults.add(line,
               in_quotes(name) + " cannot name a folder: use at most 64 of A-Z a-z 0-9 _ . -");
}

using Names = std::initializer_list<std::string_view>;

const Names sas_keys = {"texts_sas_env", "texts_sas_file", "texts_sas_credential"};
const Names credential_keys = {
    "key_env", "key_file", "key_credential", "token_env", "token_file", "token_credential", "auth"};

// "a, b or c"
std::string one_of(Names names) {
  std::string list;
  for (const auto& name : names) {
    const bool is_last = &name == names.end() - 1;
    list += (list.empty() ? "" : is_last ? " or " : ", ") + std::string{name};
  }
  return list;
}

// Messages about one section, "source 's' has no endpoint", with the line of the key that they are
// about, where it is there.
class Section {
 public:
  Section(const SourceConfig& source, Faults& faults)
      : line_{source.line},
        keys_{source.keys},
        name_{"source " + in_quotes(source.name)},
        faults_{faults} {}
  Section(const ModelConfig& model, Faults& faults)
      : line_{model.line},
        keys_{model.keys},
        name_{"model " + in_quotes(model.name)},
        faults_{faults} {}

  // The first of `keys` that is there has the line.
  void refuse_if(bool is_wrong, Names keys, const std::string& what) {
    if (is_wrong)
      faults_.add(line_of(keys, keys_, line_), name_ + what);
  }

  void refuse_unknown(std::string_view key, const std::string& value,
                      const std::vector<std::string_view>& known) {
    refuse_if(
        std::ranges::find(known, value) == known.end(), {key},
        ": unknown " + std::string{key} + " " + shown_word(value) + did_you_mean(value, known));
  }

  // Keys that say nothing where the source is of that kind, or where there is none. Not those for
  // sources of the kinds `refused`: it was said already that this is none of them.
  void refuse_without_meaning(const std::string& kind, Kinds (*kinds_of)(std::string_view key),
                              Kinds refused = 0) {
    for (const auto& [key, line] : keys_)
      if (const auto kinds = kinds_of(key); (kinds & kind_named(kind)) == 0 && kinds != refused)
        faults_.add(line, name_ + ": " + in_quotes(key) + " means nothing " +
                              (kind.empty() ? "without a source" : "for kind = " + kind) +
                              "; it is for " + list_of(kinds));
  }

 private:
  std::size_t line_;
  const KeyLines& keys_;
  std::string name_;
  Faults& faults_;
};

void check_format(const ModelConfig& model, Section& section) {
  if (model.input.format.empty())
    return;
  const auto formats = normalize::formats();
  section.refuse_unknown("format", model.input.format, names_of(formats));
}

// Of a model's source, "unknown" where that may be of any kind, empty where there is none.
std::string kind_of_source(const ModelConfig& model, const Config& config) {
  const auto* source = config.find_source(model);
  if (source != nullptr && !source->kind.empty())
    return source->kind;
  return model.source.empty() ? "" : "unknown";
}

// Texts of a model whose source has no container for them.
void refuse_texts(const ModelConfig& model, Section& section) {
  section.refuse_if(
      true, {"texts"},
      ": texts in a container are for kind = " + list_of(kinds::with_container) +
          (holds_signature(model.texts_url) ? "; a signature never stands in the config" : ""));
}

void check_texts(const ModelConfig& model, Section& section) {
  const auto& url = model.texts_url;
  const bool is_signed = holds_signature(url);
  section.refuse_if(
      is_signed, {"texts"},
      ": 'texts' holds a signature; leave the query out and name it with " + one_of(sas_keys));
  const bool names_signature = std::ranges::any_of(
      model.keys, [](const auto& key) { return key.first.find("sas") != std::string::npos; });
  section.refuse_if(!is_signed && !url.empty() && !names_signature, {"texts"},
                    ": texts in a container need " + one_of(sas_keys));
  section.refuse_if(!model.texts_sas.empty() && url.empty(), sas_keys,
                    ": a signature of texts needs texts = https://…");
}

void refuse_two_endpoints(const SourceConfig& source, Section& section) {
  const auto endpoint = line_of({"endpoint"}, source.keys, 0);
  const auto url = line_of({"url"}, source.keys, 0);
  section.refuse_if(endpoint != 0 && url != 0, {endpoint > url ? "endpoint" : "url"},
                    ": 'endpoint' and 'url' are two names of one key; one of them");
}

// Whether one of the sections that were not understood may be that of source `name`.
bool may_be_source(const std::string& name, const Misread& misread) {
  return std::ranges::any_of(misread.sections, [end = "." + name](const std::string& section) {
    return section.ends_with(end);
  });
}

void check_source_of(const ModelConfig& model, const Config& config, const Misread& misread,
                     Faults& faults) {
  Section section{model, faults};
  if (!model.source.empty() && !may_be_source(model.source, misread))
    section.refuse_unknown("source", model.source, names_of(config.sources));
  const bool has_container = may_have_container(model, config);
  const bool is_misplaced = !has_container && !model.texts_url.empty();
  section.refuse_without_meaning(kind_of_source(model, config), kinds_of_model_key,
                                 is_misplaced ? kinds::with_container : 0);
  if (has_container)
    check_texts(model, section);
  else if (is_misplaced)
    refuse_texts(model, section);
  const auto* source = config.find_source(model);
  const bool may_have_project = model.has_unknown_key || misread.keys.contains("project");
  section.refuse_if(
      source != nullptr && source->is_azure() && model.project.empty() && !may_have_project,
      {"project"}, " has no project");
}

bool are_misread(Names keys, const Misread& misread) {
  return std::ranges::any_of(
      keys, [&](const std::string_view key) { return misread.keys.contains(key); });
}

// What a source needs and does not have.
void check_lacks(const SourceConfig& source, const Misread& misread, Faults& faults) {
  if (source.has_unknown_key)
    return;
  Section section{source, faults};
  const auto refuse_lack = [&](bool is_absent, Names keys, const std::string& what) {
    section.refuse_if(is_absent && !are_misread(keys, misread), keys, what);
  };
  refuse_lack(source.kind.empty(), {"kind"}, " has no kind (" + list_of(kinds::any_source) + ")");
  // without a kind that is known, what it has says what it is
  const bool is_local =
      source.is_files() || (!source.is_of(kinds::any_source) && !source.paths.empty());
  refuse_lack(is_local && source.paths.empty(), {"path"}, " has no path");
  refuse_lack(!is_local && source.endpoint.empty(), {"endpoint", "url"}, " has no endpoint");
  section.refuse_if(
      source.is_azure() && !source.names_credential && !are_misread(credential_keys, misread),
      {"kind"}, " has no credential; it needs " + one_of(credential_keys) + " = entra");
}

}  // namespace

bool holds_signature(const std::string& url) {
  return url.find("sig=") != std::string::npos;
}

bool may_have_container(const ModelConfig& model, const Config& config) {
  return (kinds::with_container & kind_named(kind_of_source(model, config))) != 0;
}

void check_source(const SourceConfig& source, Faults& faults) {
  check_name(source.name, source.line, faults);
  Section section{source, faults};
  if (!source.kind.empty()) {
    section.refuse_unknown("kind", source.kind, source_kinds());
    section.refuse_without_meaning(source.kind, kinds_of_source_key);
  }
  section.refuse_if(!source.auth.empty() && source.auth != "entra", {"auth"},
                    ": unknown auth " + shown_word(source.auth) + "; there is only entra");
  refuse_two_endpoints(source, section);
  section.refuse_if(holds_signature(source.endpoint), {"endpoint", "url"},
                    ": the URL holds a signature; a secret never stands in the config");
  const int ways =
      int{!source.key.empty()} + int{!source.token.empty()} + int{source.auth == "entra"};
  section.refuse_if(ways > 1, {"auth", "token_env", "token_file", "token_credential"},
                    " has more than one of key, token and auth; one of them");
}

void check_model(const ModelConfig& model, Faults& faults) {
  check_name(model.name, model.line, faults);
  Section section{model, faults};
  const auto& gold = model.input.gold;
  const auto& predicted = model.input.predicted;
  const bool joined = gold || predicted;
  section.refuse_if(joined && !(gold && predicted), {"gold", "predicted"},
                    ": gold and predicted are given together");
  const int ways = int{!model.source.empty()} + int{!model.inputs.empty()} + int{joined};
  section.refuse_if(ways > 1 || (ways == 0 && !model.has_unknown_key), {},
                    " needs exactly one of: source, input, gold with predicted");
  check_format(model, section);
}

void check_whole(const Config& config, const Misread& misread, Faults& faults) {
  if (config.models.empty() && misread.sections.empty())
    faults.add(0, "no [model.NAME] section: nothing to report");
  for (const auto& source : config.sources)
    check_lacks(source, misread, faults);
  for (std::size_t i = 0; i < config.models.size(); ++i) {
    const auto& model = config.models[i];
    check_source_of(model, config, misread, faults);
    for (std::size_t j = 0; j < i; ++j)
      if (equal_ignoring_case(model.name, config.models[j].name))
        faults.add(model.line, "models " + in_quotes(config.models[j].name) + " and " +
                                   in_quotes(model.name) +
                                   " would share a folder where case does not count");
  }
}

}  // namespace errata::app
