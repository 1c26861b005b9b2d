#include "normalize/clu_item.hpp"

#include <optional>

namespace errata::normalize {

namespace {

// The API's offsets are int32.
std::optional<std::uint32_t> offset(json::object from, std::string_view key) {
  std::uint64_t value = 0;
  if (from.at_key(key).get(value) != simdjson::SUCCESS || value > 0x7FFFFFFF)
    return std::nullopt;
  return static_cast<std::uint32_t>(value);
}

}  // namespace

bool CluItem::fail(std::string_view reason) {
  reason_ = reason;
  return false;
}

bool CluItem::read(json::object item, bool entities, model::Document& into) {
  json::element text;
  json::object result;
  into.language = json::text_or(item, "language", "");
  into.has_text = json::find(item, "text", text) && text.is_string();
  into.text = json::text_or(item, "text", "");
  into.unit = OffsetUnit::utf16;
  into.gold.clear();
  into.predicted.clear();
  if (item.at_key(entities ? "entitiesResult" : "intentsResult").get(result) != simdjson::SUCCESS)
    return fail(entities ? "no 'entitiesResult'" : "no 'intentsResult'");
  if (entities)
    return read_entities(result, "expectedEntities", into.gold) &&
           read_entities(result, "predictedEntities", into.predicted);
  return read_intent(result, "expectedIntent", into.gold) &&
         read_intent(result, "predictedIntent", into.predicted);
}

bool CluItem::read_intent(json::object result, std::string_view key,
                          std::vector<model::Annotation>& into) {
  std::string_view name;
  json::element found;
  if (json::find(result, key, found) && found.get(name) != simdjson::SUCCESS)
    return fail("an intent that is not a string");
  if (!name.empty())
    into.push_back({.label = labels_.id(name)});
  return true;
}

bool CluItem::read_entities(json::object result, std::string_view key,
                            std::vector<model::Annotation>& into) {
  json::array entities;
  if (result.at_key(key).get(entities) != simdjson::SUCCESS)
    return fail("a result without a list of entities");
  for (const auto element : entities) {
    json::object entity;
    std::string_view category;
    if (element.get(entity) != simdjson::SUCCESS ||
        entity.at_key("category").get(category) != simdjson::SUCCESS)
      return fail("an entity without a 'category'");
    const auto start = offset(entity, "offset");
    const auto length = offset(entity, "length");
    if (!start || !length)
      return fail("an entity whose offset or length is not a whole number from 0 to 2147483647");
    if (*start + *length == 0)
      return fail("an empty span at the start of the text");
    into.push_back({.label = labels_.id(category), .begin = *start, .end = *start + *length});
  }
  return true;
}

}  // namespace errata::normalize
