#include "normalize/clu_item.hpp"

#include "normalize/azure_entities.hpp"

namespace errata::normalize {

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
  const auto reason = add_entities(entities, labels_, into);
  return reason.empty() || fail(reason);
}

}  // namespace errata::normalize
