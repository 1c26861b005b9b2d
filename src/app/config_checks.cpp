#include "app/config_checks.hpp"

#include <algorithm>
#include <array>

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

// Messages about one section: "source 's' has no endpoint".
class Section {
 public:
  Section(const SourceConfig& source, Faults& faults)
      : line_{source.line}, name_{"source " + in_quotes(source.name)}, faults_{faults} {}
  Section(const ModelConfig& model, Faults& faults)
      : line_{model.line}, name_{"model " + in_quotes(model.name)}, faults_{faults} {}

  void refuse_if(bool is_wrong, const std::string& what) {
    if (is_wrong)
      faults_.add(line_, name_ + what);
  }

  void refuse_unknown(const std::string& what, const std::string& value,
                      const std::vector<std::string_view>& known) {
    if (std::ranges::find(known, value) == known.end())
      faults_.add(line_, name_ + ": unknown " + what + " " + shown_word(value) +
                             did_you_mean(value, known));
  }

 private:
  std::size_t line_;
  std::string name_;
  Faults& faults_;
};

bool holds_signature(const std::string& url) {
  return url.find("sig=") != std::string::npos;
}

void check_format(const ModelConfig& model, Section& section) {
  if (model.input.format.empty())
    return;
  const auto formats = normalize::formats();
  section.refuse_unknown("format", model.input.format, names_of(formats));
}

void check_texts(const ModelConfig& model, Section& section) {
  const bool is_signed = holds_signature(model.texts_url);
  section.refuse_if(
      is_signed, ": 'texts' holds a signature; leave the query out and name it with texts_sas_env");
  section.refuse_if(!is_signed && !model.texts_url.empty() && model.texts_sas.empty(),
                    ": texts in a container need texts_sas_env or texts_sas_file");
  section.refuse_if(!model.texts_sas.empty() && model.texts_url.empty(),
                    ": texts_sas_env needs texts = https://…");
}

void check_source_of(const ModelConfig& model, const Config& config, Faults& faults) {
  if (model.source.empty())
    return;
  Section section{model, faults};
  section.refuse_unknown("source", model.source, names_of(config.sources));
  const auto* source = config.find_source(model);
  section.refuse_if(source != nullptr && source->is_azure() && model.project.empty(),
                    " has no project");
}

}  // namespace

void check_source(const SourceConfig& source, Faults& faults) {
  check_name(source.name, source.line, faults);
  Section section{source, faults};
  section.refuse_if(source.kind.empty(),
                    " has no kind (azure-language, azure-clu, https or files)");
  if (!source.kind.empty())
    section.refuse_unknown("kind", source.kind, {"azure-language", "azure-clu", "https", "files"});
  if (!source.auth.empty())
    section.refuse_unknown("auth", source.auth, {"entra"});
  const bool is_local = source.kind == "files";
  section.refuse_if(is_local && source.paths.empty(), " has no path");
  section.refuse_if(!is_local && !source.paths.empty(), ": path is for kind = files");
  section.refuse_if(is_local != source.endpoint.empty(),
                    is_local ? ": kind = files has no endpoint" : " has no endpoint");
  section.refuse_if(holds_signature(source.endpoint),
                    ": the URL holds a signature; a secret never stands in the config");
  const int ways =
      int{!source.key.empty()} + int{!source.token.empty()} + int{!source.auth.empty()};
  section.refuse_if(ways > 1, " has more than one of key, token and auth; one of them");
}

void check_credential(const SourceConfig& source, Faults& faults) {
  Section{source, faults}.refuse_if(
      source.is_azure(), " has no key_env, key_file, token_env, token_file or auth = entra");
}

void check_model(const ModelConfig& model, Faults& faults) {
  check_name(model.name, model.line, faults);
  Section section{model, faults};
  const auto& gold = model.input.gold;
  const auto& predicted = model.input.predicted;
  const bool joined = gold || predicted;
  section.refuse_if(joined && !(gold && predicted), ": gold and predicted are given together");
  const int ways = int{!model.source.empty()} + int{!model.inputs.empty()} + int{joined};
  section.refuse_if(ways != 1, " needs exactly one of: source, input, gold with predicted");
  check_format(model, section);
  check_texts(model, section);
}

void check_whole(const Config& config, Faults& faults) {
  if (config.models.empty())
    faults.add(0, "no [model.NAME] section: nothing to report");
  for (std::size_t i = 0; i < config.models.size(); ++i) {
    const auto& model = config.models[i];
    check_source_of(model, config, faults);
    for (std::size_t j = 0; j < i; ++j)
      if (equal_ignoring_case(model.name, config.models[j].name))
        faults.add(model.line, "models " + in_quotes(config.models[j].name) + " and " +
                                   in_quotes(model.name) +
                                   " would share a folder where case does not count");
  }
}

}  // namespace errata::app
