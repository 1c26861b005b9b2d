#include "normalize/json_fields.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"

namespace errata::normalize {

namespace {

// How Prodigy and spaCy call labels.
constexpr std::string_view names_of_tools[] = {"spans", "ents", "accept", "cats"};

bool has(json::object record, std::string_view name) {
  return record.at_key(name).error() == simdjson::SUCCESS;
}

// The first of the names that the record has, null or not; of one name as it is written, else in
// any case.
std::string usual_field(json::object record, std::span<const std::string_view> names) {
  for (const auto name : names) {
    if (has(record, name))
      return std::string{name};
    for (const auto field : record)
      if (equal_ignoring_case(field.key, name))
        return std::string{field.key};
  }
  return {};
}

// Names that say which of several things that a text was labelled with they are of.
struct Pair {
  std::string_view gold, predicted;

  std::string_view of(Role role) const { return role == Role::gold ? gold : predicted; }
};

constexpr Pair pairs[] = {{"intent", "predicted_intent"},
                          {"intent", "intent_prediction"},
                          {"entities", "predicted_entities"},
                          {"tags", "predicted_tags"},
                          {"tags", "pred_tags"},
                          {"ner_tags", "predicted_tags"},
                          {"ner_tags", "pred_tags"}};

constexpr Role opposite(Role side) {
  return side == Role::gold ? Role::predicted : Role::gold;
}

bool is_paired(std::string_view name, Role side) {
  return std::ranges::any_of(pairs, [&](const Pair& pair) { return pair.of(side) == name; });
}

// The field of `side` that belongs to the field `name` of the other; empty where there is none.
std::string_view partner(json::object record, Role side, std::string_view name) {
  for (const auto& pair : pairs)
    if (pair.of(opposite(side)) == name && has(record, pair.of(side)))
      return pair.of(side);
  return {};
}

}  // namespace

JsonFields::JsonFields(const ColumnChoice& choice, std::optional<Role> side)
    : choice_{choice}, side_{side} {
  check_roles(choice);
  for (std::size_t i = 0; i < roles; ++i)
    if (const auto* name = chosen(choice, static_cast<Role>(i)))
      names_[i] = *name;
  if (!side)
    return;
  for (const auto names : {usual_names(*side), usual_names(opposite(*side)),
                           std::span<const std::string_view>{names_of_tools}})
    side_names_.insert(side_names_.end(), names.begin(), names.end());
}

std::span<const std::string_view> JsonFields::usual(Role role) const {
  return side_ == role ? std::span{side_names_} : usual_names(role);
}

// Of a record with intents and entities both sides are to be of one of them.
std::string JsonFields::pick(json::object record, Role role) const {
  auto first = usual_field(record, usual(role));
  if (side_ || (role != Role::gold && role != Role::predicted) || !is_paired(first, role))
    return first;
  const bool is_known = !name(opposite(role)).empty();
  const auto beside = is_known ? name(opposite(role)) : usual_field(record, usual(opposite(role)));
  const auto better = partner(record, role, beside);
  const bool is_needed = is_known || partner(record, opposite(role), first).empty();
  return better.empty() || !is_needed ? first : std::string{better};
}

void JsonFields::meet(json::object record) {
  if (choice_.empty())
    return;
  if (first_fields_.empty())
    for (const auto field : record)
      first_fields_.emplace_back(field.key);
  for (std::size_t i = 0; i < roles; ++i)
    is_met_[i] |= has(record, names_[i]);
}

bool JsonFields::find(json::object record, Role role, json::element& into) {
  auto& name = names_[static_cast<std::size_t>(role)];
  if (name.empty()) {
    name = pick(record, role);
    note_others(record, role);
  }
  return !name.empty() && json::find(record, name, into);
}

bool JsonFields::is_null(json::object record, Role role) const {
  json::element value;
  return !name(role).empty() && has(record, name(role)) && !json::find(record, name(role), value);
}

// Of the role itself: the labels of one side may go by the name of the other.
void JsonFields::note_others(json::object record, Role role) {
  json::element other;
  for (const auto usual : usual_names(role))
    if (!name(role).empty() && !equal_ignoring_case(usual, name(role)) &&
        json::find(record, usual, other)) {
      remarks_.push_back(said_of_choice(role, name(role), usual));
      return;
    }
}

void JsonFields::check(const JsonFields* other) const {
  for (std::size_t i = 0; i < roles; ++i) {
    const auto role = static_cast<Role>(i);
    const auto* name = chosen(choice_, role);
    const bool is_read = !side_ || other != nullptr ||
                         (role != Role::gold && role != Role::predicted) || role == *side_;
    if (name == nullptr || !is_read || is_met_[i] || (other != nullptr && other->is_met_[i]))
      continue;
    const std::vector<std::string_view> names{first_fields_.begin(), first_fields_.end()};
    throw UsageError{"--columns " + std::string{name_of(role)} + "=" + printable(*name) +
                     ": no record has this field" + did_you_mean(*name, names)};
  }
}

}  // namespace errata::normalize
