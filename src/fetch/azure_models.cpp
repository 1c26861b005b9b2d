#include "fetch/azure_models.hpp"

#include <algorithm>
#include <tuple>

#include "core/error.hpp"
#include "core/json_reader.hpp"
#include "core/text.hpp"

namespace errata::fetch {

namespace {

constexpr std::size_t names_shown = 10;

bool is_true(json::object from, std::string_view key) {
  json::element value;
  return json::find(from, key, value) && value.is_bool() && bool{value};
}

TrainedModel read_model(json::object item) {
  TrainedModel model;
  model.label = json::text_or(item, "label", "");
  model.trained = json::text_or(item, "lastTrainedDateTime", "");
  model.expires = json::text_or(item, "modelExpirationDate", "");
  model.trained_at = parse_rfc3339(model.trained);
  model.has_snapshot = is_true(item, "hasSnapshot");
  return model;
}

}  // namespace

std::vector<TrainedModel> read_models(std::string_view body) {
  json::Parser parser;
  const json::object page = parser.parse(body, "the list of models");
  std::vector<TrainedModel> models;
  json::element value;
  if (!json::find(page, "value", value) || !value.is_array())
    return models;
  for (const auto item : json::array{value})
    if (item.is_object())
      models.push_back(read_model(item));
  std::erase_if(models, [](const TrainedModel& model) { return model.label.empty(); });
  return models;
}

void sort_by_training(std::vector<TrainedModel>& models) {
  std::ranges::sort(models, {}, [](const TrainedModel& model) {
    return std::tie(model.trained_at, model.label);
  });
}

TrainedModel choose_model(std::vector<TrainedModel> models, std::string_view wanted,
                          const std::string& what) {
  if (models.empty())
    throw FetchError{what + ": has no trained model [E-NOTFOUND]"};
  sort_by_training(models);
  const auto named = std::ranges::find(models, wanted, &TrainedModel::label);
  if (named != models.end())
    return *named;
  if (wanted == "latest")
    return models.back();
  std::vector<std::string> labels;
  for (const auto& model : models)
    labels.push_back(model.label);
  throw FetchError{what + ": has no model " + in_quotes(wanted) + list_of_names(labels) +
                   " [E-NOTFOUND]"};
}

std::string list_of_names(const std::vector<std::string>& names, std::string_view kind) {
  const auto lead = kind.empty() ? "; there are: " : "; there are the " + std::string{kind} + ": ";
  std::string list;
  for (std::size_t i = 0; i < std::min(names.size(), names_shown); ++i)
    list += (i == 0 ? lead : ", ") + in_quotes(names[i], 60);
  return list + (names.size() > names_shown ? ", …" : "");
}

}  // namespace errata::fetch
