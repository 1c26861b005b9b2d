// Which models a command is about: the sections of the config, and what those stand for.
#pragma once

#include <exception>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "app/config.hpp"

namespace errata::app {

// Whether only the service can say which models the section means: its project is a pattern, or its
// model is one or "all".
bool means_several(const Config& config, const ModelConfig& section);

// Whether `name` can be that of a model which the section was expanded to: "SECTION.…".
bool may_be_called(const Config& config, const ModelConfig& section, const std::string& name);

// The sections that `only` asks for: all where it is empty, that of the name, else those which may
// mean a model of that name. Throws UsageError where there is none.
std::vector<const ModelConfig*> chosen_models(const Config& config, const std::string& only);

// The models that sections mean, of which `only` asks for one, or for all of its section. A section
// whose meaning cannot be found out stands for itself, and fails when it is worked on.
class MeantModels {
 public:
  using Expand = std::function<std::vector<ModelConfig>(const ModelConfig& section)>;

  // A FetchError or InputError of `expand` is a fault of the section; models that would share a
  // folder are at fault, unless a section has just that name. Throws UsageError where `only` names
  // none of the models.
  MeantModels(const Config& config, const std::vector<const ModelConfig*>& sections,
              const std::string& only, const Expand& expand);

  // In the order of the sections. Valid as long as this is.
  std::vector<const ModelConfig*> models() const;

  // Throws the fault of a model, or of a section that stands for itself.
  void check(const ModelConfig& model) const;

 private:
  using Key = std::pair<std::string, std::string>;  // a section and a name it gives
  static Key key_of(const ModelConfig& model) { return {model.section, model.name}; }
  void add(const ModelConfig& section, const Expand& expand);
  void find_clashes(const Config& config);
  void keep_only(const std::string& only, const Config& config);

  std::vector<ModelConfig> models_;
  std::map<Key, std::exception_ptr> faults_;
};

}  // namespace errata::app
