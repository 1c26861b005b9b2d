#include "normalize/json_record.hpp"

#include <limits>
#include <utility>

#include "core/text.hpp"

namespace errata::normalize {

namespace {

std::optional<std::string> class_name(json::element value) {
  std::string_view name;
  std::int64_t number = 0;
  if (value.get(name) == simdjson::SUCCESS)
    return std::string{name};
  if (value.get(number) == simdjson::SUCCESS)
    return std::to_string(number);
  return std::nullopt;
}

std::optional<std::uint32_t> offset(json::object parts, std::string_view key) {
  std::uint64_t value = 0;
  if (parts.at_key(key).get(value) != simdjson::SUCCESS ||
      value > std::numeric_limits<std::uint32_t>::max())
    return std::nullopt;
  return static_cast<std::uint32_t>(value);
}

// Without a fault for what is no share: scores of other scales are common, and nothing rests on
// them.
float score_of(json::object parts, std::string_view key) {
  double value = 0;
  const bool is_share =
      parts.at_key(key).get(value) == simdjson::SUCCESS && value >= 0 && value <= 1;
  return is_share ? static_cast<float>(value) : model::no_score;
}

}  // namespace

JsonRecord::JsonRecord(model::LabelSet& labels, const ColumnChoice& choice) : labels_{labels} {
  check_roles(choice);
  for (std::size_t i = 0; i < roles; ++i)
    if (const auto* name = chosen(choice, static_cast<Role>(i)))
      fields_[i] = *name;
}

bool JsonRecord::fail(std::string reason) {
  reason_ = std::move(reason);
  return false;
}

bool JsonRecord::find(json::object record, Role role, json::element& into) {
  auto& field = fields_[static_cast<std::size_t>(role)];
  if (!field.empty())
    return json::find(record, field, into);
  for (const auto name : usual_names(role)) {
    if (json::find(record, name, into)) {
      field = name;
      return true;
    }
  }
  return false;
}

bool JsonRecord::read_text(json::object record, Role role, std::string& into) {
  into.clear();
  json::element found;
  if (!find(record, role, found))
    return false;
  if (auto text = class_name(found))
    into = std::move(*text);
  return found.is_string() || found.is_int64();
}

bool JsonRecord::read(json::object record, model::Document& into) {
  text_fault_ = {};
  read_text(record, Role::id, into.id);
  read_text(record, Role::language, into.language);
  into.has_text = read_text(record, Role::text, into.text);
  into.unit = OffsetUnit::codepoints;
  if (!read_side(record, Role::gold, into.gold) ||
      !read_side(record, Role::predicted, into.predicted))
    return false;
  read_score(record, into);
  if (into.has_text)
    text_fault_ = normalize::text_fault(converter_.place_in_text(into));
  return true;
}

bool JsonRecord::read_side(json::object record, Role role, std::vector<model::Annotation>& into) {
  into.clear();
  json::element found;
  const auto& field = fields_[static_cast<std::size_t>(role)];
  if (!find(record, role, found)) {
    const bool is_null = !field.empty() && record.at_key(field).error() == simdjson::SUCCESS;
    return is_null ||
           fail("no field " + (field.empty() ? in_quotes(name_of(role)) : in_quotes(field)));
  }
  json::array items;
  if (found.get(items) == simdjson::SUCCESS)
    return read_list(items, into);
  return read_class(found, into);
}

bool JsonRecord::read_list(json::array items, std::vector<model::Annotation>& into) {
  for (const auto item : items) {
    json::object parts;
    const bool is_span = item.get(parts) == simdjson::SUCCESS;
    if (!(is_span ? read_span(parts, into) : read_class(item, into)))
      return false;
    (is_span ? has_spans_ : has_sets_) = true;
  }
  return true;
}

bool JsonRecord::read_class(json::element value, std::vector<model::Annotation>& into) {
  const auto name = class_name(value);
  if (!name)
    return fail("a label that is neither a string nor a whole number");
  if (!name->empty())
    into.push_back({.label = labels_.id(*name)});
  return true;
}

bool JsonRecord::read_span(json::object parts, std::vector<model::Annotation>& into) {
  std::string_view name;
  bool is_named = false;
  for (const auto* key : {"label", "entity", "category"})
    is_named = is_named || parts.at_key(key).get(name) == simdjson::SUCCESS;
  const auto begin = offset(parts, "start");
  const auto end = offset(parts, "end");
  if (!is_named)
    return fail("a span without a label");
  if (!begin || !end)
    return fail("a span without whole numbers as start and end");
  if (*begin > *end)
    return fail("a span that ends before it starts");
  if (*end == 0)
    return fail("an empty span at the start of the text");
  const auto score = score_of(parts, "score");
  into.push_back({.label = labels_.id(name),
                  .begin = *begin,
                  .end = *end,
                  .score = score == model::no_score ? score_of(parts, "confidence") : score});
  return true;
}

void JsonRecord::read_score(json::object record, model::Document& into) {
  json::element found;
  if (into.predicted.size() != 1 || into.predicted.front().end > 0 ||
      !find(record, Role::score, found))
    return;
  into.predicted.front().score = score_of(record, fields_[static_cast<std::size_t>(Role::score)]);
}

}  // namespace errata::normalize
