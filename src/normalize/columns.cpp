#include "normalize/columns.hpp"

#include <algorithm>
#include <array>

#include "core/error.hpp"
#include "core/text.hpp"

namespace errata::normalize {

namespace {

constexpr std::array<std::string_view, roles> names{"text",  "gold", "predicted",
                                                    "score", "id",   "language"};

using Names = std::span<const std::string_view>;

constexpr auto text_names =
    std::to_array<std::string_view>({"text", "sentence", "utterance", "content", "document"});
constexpr auto gold_names = std::to_array<std::string_view>(
    {"gold",     "gold_label", "gold_labels", "true_label",   "true_labels", "label",  "labels",
     "expected", "target",     "y_true",      "ground_truth", "reference",   "intent", "entities",
     "tags",     "ner_tags",   "actual",      "truth",        "true",        "class"});
// What is called so may be something else.
constexpr auto weak_gold_names = std::to_array<std::string_view>({"tags", "reference", "target"});
constexpr auto predicted_names = std::to_array<std::string_view>(
    {"predicted", "predicted_label", "predicted_labels", "prediction", "predictions",
     "predicted_node", "predicted_entities", "predicted_intent", "intent_prediction", "pred",
     "pred_label", "pred_labels", "y_pred", "hypothesis", "predicted_tags", "pred_tags"});
constexpr auto score_names = std::to_array<std::string_view>(
    {"score", "confidence", "probability", "predicted_score", "predicted_node_score"});
constexpr auto id_names = std::to_array<std::string_view>({"id", "doc_id", "document_id", "uid"});
constexpr auto language_names = std::to_array<std::string_view>({"language", "lang"});
constexpr auto token_names =
    std::to_array<std::string_view>({"token", "tokens", "word", "words", "form"});

// The number from 1 of the first cell that is one of the names, 0 where none is.
std::size_t find_any(std::span<const std::string_view> cells, Names names_of_column) {
  const auto found = std::ranges::find_if(cells, [&](std::string_view cell) {
    return std::ranges::any_of(names_of_column,
                               [&](auto name) { return equal_ignoring_case(name, cell); });
  });
  return found == cells.end() ? 0 : static_cast<std::size_t>(found - cells.begin()) + 1;
}

}  // namespace

std::string_view name_of(Role role) {
  return names[static_cast<std::size_t>(role)];
}

const std::string* chosen(const ColumnChoice& choice, Role role) {
  const auto found = choice.find(std::string{name_of(role)});
  return found == choice.end() ? nullptr : &found->second;
}

std::optional<std::size_t> chosen_number(const ColumnChoice& choice, Role role) {
  const auto* value = chosen(choice, role);
  if (value == nullptr)
    return std::nullopt;
  const auto number = parse_integer(*value);
  if (!number || *number < 1 || *number > 100'000)
    throw UsageError{"--columns " + std::string{name_of(role)} + "=" + printable(*value) +
                     ": is not a column number from 1"};
  return static_cast<std::size_t>(*number);
}

std::span<const std::string_view> usual_names(Role role) {
  static constexpr std::array<Names, roles> by_role{text_names,  gold_names, predicted_names,
                                                    score_names, id_names,   language_names};
  return by_role[static_cast<std::size_t>(role)];
}

bool is_weak_gold_name(std::string_view name) {
  return std::ranges::any_of(weak_gold_names,
                             [&](auto weak) { return equal_ignoring_case(weak, name); });
}

std::string said_of_choice(Role role, std::string_view taken, std::string_view other) {
  return std::string{name_of(role)} + " is " + in_quotes(taken, 60) + "; " + in_quotes(other, 60) +
         " fits as well, which --columns " + std::string{name_of(role)} + "=" +
         printable(other, 60) + " would choose";
}

bool is_truth_value(std::string_view cell) {
  return equal_ignoring_case(trimmed(cell), "true");
}

bool is_usual_name(std::string_view cell) {
  for (std::size_t role = 0; role < roles; ++role)
    if (find_any(std::array{cell}, usual_names(static_cast<Role>(role))) > 0)
      return true;
  return false;
}

bool is_usual_header(std::string_view line, char delimiter) {
  std::size_t found = 0;
  const auto cells = split(line, delimiter);
  for (std::size_t role = 0; role < roles; ++role)
    found += std::ranges::any_of(cells, [&](std::string_view cell) {
      cell = trimmed(cell);
      if (cell.size() > 1 && cell.starts_with('"') && cell.ends_with('"'))
        cell = cell.substr(1, cell.size() - 2);
      return std::ranges::any_of(usual_names(static_cast<Role>(role)),
                                 [&](auto name) { return equal_ignoring_case(name, cell); });
    });
  return found >= 2;
}

std::size_t usual_column(std::span<const std::string_view> cells, Role role) {
  return find_any(cells, usual_names(role));
}

std::size_t token_column(std::span<const std::string_view> cells) {
  return find_any(cells, token_names);
}

bool is_tag_header(std::span<const std::string_view> cells) {
  if (cells.size() < 2)
    return false;
  const auto last = cells.last(1);
  const auto others = cells.first(cells.size() - 1);
  return (usual_column(last, Role::gold) > 0 || usual_column(last, Role::predicted) > 0) &&
         (token_column(others) > 0 || usual_column(others, Role::gold) > 0 ||
          usual_column(others, Role::predicted) > 0);
}

void check_roles(const ColumnChoice& choice) {
  for (const auto& [role, name] : choice)
    if (std::ranges::find(names, role) == names.end())
      throw UsageError{"--columns " + printable(role) + ": unknown role" +
                       did_you_mean(role, names) + " (text, gold, predicted, score, id, language)"};
}

}  // namespace errata::normalize
