#include "fetch/cross_checks.hpp"

#include <optional>
#include <string_view>

#include "core/error.hpp"
#include "core/json_reader.hpp"
#include "core/text.hpp"

namespace errata::fetch {

namespace {

std::size_t size_of(json::object from, std::string_view key) {
  json::element list;
  return json::find(from, key, list) && list.is_array() ? json::array{list}.size() : 0;
}

std::size_t labelled_in_regions(json::object result) {
  std::size_t count = 0;
  json::element regions;
  if (json::find(result, "entities", regions) && regions.is_array())
    for (const auto region : json::array{regions})
      if (region.is_object())
        count += size_of(region, "expectedEntities");
  return count;
}

std::size_t labelled_in_item(json::object item) {
  std::size_t count = 0;
  for (const auto field : item) {
    if (!field.value.is_object())
      continue;
    const json::object result{field.value};
    const bool has_class = !json::text_or(result, "expectedClass", "").empty();
    count += labelled_in_regions(result) + size_of(result, "expectedClasses") + (has_class ? 1 : 0);
  }
  return count;
}

// Counts of one label; both names have been seen.
std::optional<std::size_t> labelled_of(json::object label) {
  std::optional<std::size_t> count;
  for (const auto* key :
       {"truePositiveCount", "truePositivesCount", "falseNegativeCount", "falseNegativesCount"})
    if (json::element number; json::find(label, key, number) && number.is_uint64())
      count = count.value_or(0) + std::uint64_t{number};
  return count;
}

void add_labels(json::object evaluation, std::string_view key, std::optional<std::size_t>& count) {
  json::element labels;
  if (!json::find(evaluation, key, labels) || !labels.is_object())
    return;
  for (const auto label : json::object{labels})
    if (label.value.is_object())
      if (const auto labelled = labelled_of(label.value))
        count = count.value_or(0) + *labelled;
}

// What the summary counts; nothing where it has no such counts.
std::optional<std::size_t> labelled_in_summary(std::string_view body) {
  json::Parser parser;
  const json::object summary = parser.parse(body, "the summary");
  std::optional<std::size_t> count;
  for (const auto field : summary)
    if (field.value.is_object())
      for (const auto* key : {"entities", "classes"})
        add_labels(field.value, key, count);
  return count;
}

// "customEntityRecognition" is also written "CustomNamedEntityRecognition".
std::string kind_in(std::string_view body) {
  json::Parser parser;
  const json::object object = parser.parse(body, "the answer");
  auto kind = lowered(json::text_or(object, "projectKind", ""));
  if (const auto named = kind.find("named"); named != std::string::npos)
    kind.erase(named, 5);
  return kind;
}

}  // namespace

void check_project(const std::string& what, const std::string& asked, std::string_view details) {
  json::Parser parser;
  const json::object project = parser.parse(details, what);
  const auto name = json::text_or(project, "projectName", asked);
  if (name != asked)
    throw FetchError{what + ": the answer is about project " + in_quotes(name) +
                     " [E-HTTP-ANSWER]"};
}

void check_kind(const std::string& what, std::string_view details, std::string_view summary) {
  const auto project_kind = kind_in(details);
  const auto summary_kind = kind_in(summary);
  if (!project_kind.empty() && !summary_kind.empty() && project_kind != summary_kind)
    throw FetchError{"the summary of " + what + ": is of kind " + in_quotes(summary_kind) +
                     ", the project is of kind " + in_quotes(project_kind) + " [E-HTTP-ANSWER]"};
}

std::size_t labelled_in_page(const json::Parser& accepted) {
  const json::object page = accepted.document();
  std::size_t count = 0;
  json::element value;
  if (json::find(page, "value", value) && value.is_array())
    for (const auto item : json::array{value})
      if (item.is_object())
        count += labelled_in_item(item);
  return count;
}

void check_labels(const std::string& what, std::string_view summary, std::size_t labelled) {
  const auto counted = labelled_in_summary(summary);
  if (counted && *counted > labelled)
    throw FetchError{"the evaluation of " + what + ": its pages hold " + std::to_string(labelled) +
                     " labels, the summary counts " + std::to_string(*counted) + " [E-COUNT]"};
}

}  // namespace errata::fetch
