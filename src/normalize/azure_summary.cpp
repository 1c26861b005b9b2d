#include "normalize/azure_summary.hpp"

#include <initializer_list>
#include <string>

#include "core/error.hpp"
#include "core/text.hpp"
#include "normalize/azure_body.hpp"

namespace errata::normalize {

namespace {

using Keys = std::initializer_list<const char*>;  // spellings of one thing, the usual one first

double number(json::object from, Keys keys) {
  double value = 0;
  for (const auto* key : keys)
    if (from.at_key(key).get(value) == simdjson::SUCCESS)
      return value;
  return 0;
}

// Counts are whole numbers, which a few answers write as 4.0.
std::uint64_t count(json::object from, Keys keys) {
  const auto value = number(from, keys);
  return value > 0 && value < 9e15 ? static_cast<std::uint64_t>(value) : 0;
}

template <typename Function>
void for_each_object(json::object from, std::string_view key, Function&& act) {
  json::object members;
  if (from.at_key(key).get(members) != simdjson::SUCCESS)
    return;
  for (const auto member : members) {
    json::object value;
    if (member.value.get(value) == simdjson::SUCCESS)
      act(std::string{member.key}, value);
  }
}

model::ServiceSummary::Counts read_counts(json::object from) {
  return {.true_positives = count(from, {"truePositiveCount", "truePositivesCount"}),
          .false_positives = count(from, {"falsePositiveCount", "falsePositivesCount"}),
          .false_negatives = count(from, {"falseNegativeCount", "falseNegativesCount"}),
          .precision = number(from, {"precision"}),
          .recall = number(from, {"recall"}),
          .f1 = number(from, {"f1", "f1Score"})};
}

model::ServiceSummary read_figures(json::object from) {
  model::ServiceSummary figures;
  for (const auto* key : {"entities", "classes", "intents"})
    for_each_object(from, key, [&](const std::string& label, json::object counts) {
      figures.labels[label] = read_counts(counts);
    });
  for_each_object(from, "confusionMatrix", [&](const std::string& expected, json::object row) {
    auto& cells = figures.matrix[expected];
    for (const auto cell : row) {
      json::object values;
      if (cell.value.get(values) == simdjson::SUCCESS)
        cells[std::string{cell.key}] = number(values, {"rawValue"});
    }
  });
  figures.micro = {.precision = number(from, {"microPrecision"}),
                   .recall = number(from, {"microRecall"}),
                   .f1 = number(from, {"microF1"})};
  figures.macro = {.precision = number(from, {"macroPrecision"}),
                   .recall = number(from, {"macroRecall"}),
                   .f1 = number(from, {"macroF1"})};
  return figures;
}

std::string read_split(json::object body) {
  json::object options;
  if (body.at_key("evaluationOptions").get(options) != simdjson::SUCCESS)
    return {};
  const auto kind = json::text_or(options, "kind", "");
  return std::string{kind.empty() ? json::text_or(options, "evaluationKind", "") : kind};
}

}  // namespace

AzureSummary read_azure_summary(json::object body, std::string_view what) {
  for (const auto field : body) {
    const auto task = azure_task(field.key, "Evaluation");
    json::object figures;
    if (!task || field.value.get(figures) != simdjson::SUCCESS)
      continue;
    AzureSummary summary{.task = *task, .figures = read_figures(figures)};
    summary.figures.split = read_split(body);
    return summary;
  }
  throw InputError{std::string{what} + ": a summary of kind " +
                   in_quotes(json::text_or(body, "projectKind", ""), 60) + " cannot be read"};
}

std::optional<CluSummary> read_clu_summary(json::object body) {
  CluSummary summary;
  bool is_summary = false;
  const auto read = [&](std::string_view key, std::optional<model::ServiceSummary>& into) {
    json::object figures;
    if (body.at_key(key).get(figures) != simdjson::SUCCESS)
      return;
    is_summary = true;
    if (figures.size() == 0)
      return;
    into = read_figures(figures);
    into->split = read_split(body);
  };
  read("intentsEvaluation", summary.intents);
  read("entitiesEvaluation", summary.entities);
  return is_summary ? std::optional{summary} : std::nullopt;
}

}  // namespace errata::normalize
