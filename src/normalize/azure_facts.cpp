#include "normalize/azure_facts.hpp"

#include "core/json_reader.hpp"
#include "core/text.hpp"
#include "normalize/open_input.hpp"

namespace errata::normalize {

namespace {

struct Fact {
  const char* field;
  const char* name;
};

constexpr Fact project_facts[] = {{"projectKind", "project kind"},
                                  {"language", "project language"},
                                  {"createdDateTime", "project created"},
                                  {"lastModifiedDateTime", "project modified"}};

constexpr Fact model_facts[] = {{"modelId", "model id"},
                                {"lastTrainedDateTime", "trained"},
                                {"modelExpirationDate", "expires"},
                                {"modelTrainingConfigVersion", "training config version"}};

template <std::size_t Size>
void add(json::object from, const Fact (&facts)[Size], model::Source& into) {
  for (const auto& fact : facts)
    if (const auto value = json::text_or(from, fact.field, ""); !value.empty())
      into.facts.emplace(fact.name, value);
}

void add_project(json::object project, model::TestSet& into) {
  add(project, project_facts, into.source);
  if (bool on = false; project.at_key("multilingual").get(on) == simdjson::SUCCESS)
    into.source.facts.emplace("multilingual", on ? "yes" : "no");
  if (into.source.project.empty())
    into.source.project = json::text_or(project, "projectName", "");
}

// Models come as a list, or one alone.
void add_model(json::object models, model::TestSet& into) {
  json::array list;
  if (models.at_key("value").get(list) != simdjson::SUCCESS) {
    add(models, model_facts, into.source);
    return;
  }
  for (const auto item : list) {
    json::object one;
    if (item.get(one) == simdjson::SUCCESS && json::text_or(one, "label", "") == into.model)
      add(one, model_facts, into.source);
  }
}

void read(const std::optional<InputFile>& file, model::TestSet& into,
          void (*add_to)(json::object, model::TestSet&)) {
  if (!file)
    return;
  json::Parser parser;
  json::element root;
  json::object fields;
  if (parser.try_parse(read_input(*file), root) && root.get(fields) == simdjson::SUCCESS)
    add_to(fields, into);
  else
    into.remarks.push_back(printable(file->name) + ": holds no facts that can be read");
}

}  // namespace

void add_azure_facts(Intake& intake) {
  read(intake.inputs.project, intake.test_set, add_project);
  read(intake.inputs.models, intake.test_set, add_model);
}

}  // namespace errata::normalize
