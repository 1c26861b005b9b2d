#include "normalize/azure_entities.hpp"

#include "normalize/span_fault.hpp"

namespace errata::normalize {

std::optional<std::uint32_t> azure_offset(json::object from, std::string_view key) {
  std::uint64_t value = 0;
  if (from.at_key(key).get(value) != simdjson::SUCCESS || value > 0x7FFFFFFF)
    return std::nullopt;
  return static_cast<std::uint32_t>(value);
}

std::string_view add_entities(json::array entities, LabelCache& labels,
                              std::vector<model::Annotation>& into) {
  for (const auto element : entities) {
    json::object entity;
    std::string_view category;
    if (element.get(entity) != simdjson::SUCCESS ||
        entity.at_key("category").get(category) != simdjson::SUCCESS)
      return "an entity without a 'category'";
    const auto start = azure_offset(entity, "offset");
    const auto length = azure_offset(entity, "length");
    if (!start || !length)
      return "an entity whose offset or length is not a whole number from 0 to 2147483647";
    if (const auto fault = span_fault(*start, *start + *length); !fault.empty())
      return fault;
    into.push_back({.label = labels.id(category), .begin = *start, .end = *start + *length});
  }
  return {};
}

}  // namespace errata::normalize
