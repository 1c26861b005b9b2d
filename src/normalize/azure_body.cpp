#include "normalize/azure_body.hpp"

#include "core/error.hpp"
#include "core/text.hpp"
#include "normalize/json_fault.hpp"
#include "normalize/surrogates.hpp"

namespace errata::normalize {

namespace {

struct Kind {
  std::string_view name;  // in lower case: sources differ in letter case
  model::Task task;
};

constexpr Kind kinds[] = {
    {"customentityrecognition", model::Task::entities},
    {"customnamedentityrecognition", model::Task::entities},
    {"customsinglelabelclassification", model::Task::single_label},
    {"custommultilabelclassification", model::Task::multi_label},
};

// What an object wraps goes to `into`; false where it wraps nothing.
bool unwrap(json::object wrapper, std::vector<json::element>& into) {
  json::element inner;
  if (wrapper.at_pointer("/responses/200/body").get(inner) == simdjson::SUCCESS) {
    into.push_back(inner);
    return true;
  }
  json::array entries;
  if (wrapper.at_key("Entries").get(entries) != simdjson::SUCCESS)
    return false;
  for (const auto entry : entries)
    if (entry.at_key("ResponseBody").get(inner) == simdjson::SUCCESS)
      into.push_back(inner);
  return true;
}

bool has_evaluation(json::object body) {
  for (const auto field : body)
    if (field.key == "evaluationOptions" || azure_task(field.key, "Evaluation"))
      return true;
  return false;
}

}  // namespace

std::vector<json::object> azure_bodies(json::element document) {
  std::vector<json::object> bodies;
  std::vector<json::element> open{document};
  for (std::size_t i = 0; i < open.size(); ++i) {
    json::object fields;
    json::array items;
    const auto next = open[i];  // `open` grows
    if (next.get(items) == simdjson::SUCCESS)
      open.insert(open.end(), items.begin(), items.end());
    else if (next.get(fields) == simdjson::SUCCESS && !unwrap(fields, open))
      bodies.push_back(fields);
  }
  return bodies;
}

AzureBody kind_of(json::object body) {
  json::element found;
  if (json::find(body, "assets", found))
    return AzureBody::exported;
  json::array items;
  if (body.at_key("value").get(items) == simdjson::SUCCESS)
    return AzureBody::page;
  return has_evaluation(body) ? AzureBody::summary : AzureBody::unknown;
}

std::optional<model::Task> azure_task(std::string_view project_kind) {
  for (const auto& kind : kinds)
    if (equal_ignoring_case(project_kind, kind.name))
      return kind.task;
  return std::nullopt;
}

std::optional<model::Task> azure_task(std::string_view property, std::string_view suffix) {
  if (!property.ends_with(suffix))
    return std::nullopt;
  return azure_task(property.substr(0, property.size() - suffix.size()));
}

json::element parse_azure(json::Parser& parser, std::string_view text, std::string_view what,
                          bool& repaired) {
  json::element root;
  repaired = false;
  if (!parser.try_parse(text, root)) {
    const auto better = replace_lone_surrogates(text);
    repaired = better.has_value();
    const auto last = better ? std::string_view{*better} : text;
    if (!parser.try_parse(last, root))
      throw InputError{place_of_fault(last, what) + ": " + parser.fault()};
  }
  if (json::has_duplicate_keys(root))
    throw InputError{std::string{what} + ": an object has a key twice"};
  return root;
}

}  // namespace errata::normalize
