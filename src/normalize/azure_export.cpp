#include "normalize/azure_export.hpp"

#include <string>
#include <vector>

#include "core/text.hpp"

namespace errata::normalize {

namespace {

template <typename Function>
void for_each(json::object from, std::string_view key, Function&& act) {
  json::array items;
  if (from.at_key(key).get(items) != simdjson::SUCCESS)
    return;
  for (const auto item : items) {
    json::object fields;
    if (item.get(fields) == simdjson::SUCCESS)
      act(fields);
  }
}

void add_category(json::object labelled, std::vector<std::string>& into) {
  if (const auto category = json::text_or(labelled, "category", ""); !category.empty())
    into.emplace_back(category);
}

// A document has regions of entities, or one class, or classes.
std::vector<std::string> labels_of(json::object document) {
  std::vector<std::string> labels;
  const auto add = [&](json::object labelled) { add_category(labelled, labels); };
  for_each(document, "entities", [&](json::object region) { for_each(region, "labels", add); });
  for_each(document, "classes", add);
  if (json::object single; document.at_key("class").get(single) == simdjson::SUCCESS)
    add(single);
  return labels;
}

}  // namespace

model::TrainingSet count_training(json::object exported,
                                  const std::function<bool(std::string_view)>& is_tested) {
  model::TrainingSet training;
  json::object assets;
  if (exported.at_key("assets").get(assets) != simdjson::SUCCESS)
    return training;
  std::vector<std::string> project_labels;
  for (const auto* key : {"entities", "classes"})
    for_each(assets, key, [&](json::object label) { add_category(label, project_labels); });
  for (const auto& label : project_labels)
    training.labels.emplace(label, 0);
  for_each(assets, "documents", [&](json::object document) {
    const auto dataset = json::text_or(document, "dataset", "");
    const auto labels = labels_of(document);
    if (is_tested(json::text_or(document, "location", ""))) {
      training.tested += equal_ignoring_case(dataset, "Train");
      return;
    }
    if (equal_ignoring_case(dataset, "Test"))
      return;
    ++(labels.empty() ? training.unlabelled : training.documents);
    for (const auto& label : labels)
      ++training.labels[label];
  });
  return training;
}

std::string_view project_name(json::object exported) {
  json::object metadata;
  if (exported.at_key("metadata").get(metadata) != simdjson::SUCCESS)
    return {};
  return json::text_or(metadata, "projectName", "");
}

}  // namespace errata::normalize
