#include "normalize/azure_item.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "core/text.hpp"
#include "normalize/azure_body.hpp"
#include "normalize/azure_entities.hpp"

namespace errata::normalize {

namespace {

bool lie_inside(std::span<const model::Annotation> spans, std::uint32_t begin, std::uint32_t end) {
  return std::ranges::all_of(
      spans, [&](const auto& span) { return begin <= span.begin && span.end <= end; });
}

// No class may be written as null.
bool is_null(json::object result, std::string_view key) {
  json::element value;
  return result.at_key(key).get(value) == simdjson::SUCCESS && value.is_null();
}

}  // namespace

bool AzureItem::fail(std::string_view reason, std::string detail) {
  reason_ = reason;
  detail_ = std::move(detail);
  return false;
}

bool AzureItem::read(json::object item, model::Document& into) {
  into.id = json::text_or(item, "location", "");
  into.language = json::text_or(item, "language", "");
  into.text.clear();
  into.has_text = false;
  into.unit = OffsetUnit::utf16;
  into.gold.clear();
  into.predicted.clear();
  regions_.clear();
  remark_ = {};
  json::object result;
  if (!find_result(item, result))
    return false;
  if (into.id.empty())
    return fail("no 'location'");
  if (task_ == model::Task::entities)
    return read_regions(result, into);
  const auto read_one =
      task_ == model::Task::single_label ? &AzureItem::read_class : &AzureItem::read_classes;
  const bool is_set = task_ == model::Task::multi_label;
  return (this->*read_one)(result, is_set ? "expectedClasses" : "expectedClass", into.gold) &&
         (this->*read_one)(result, is_set ? "predictedClasses" : "predictedClass", into.predicted);
}

// The kind is said twice, by projectKind and by the name of the result.
bool AzureItem::find_result(json::object item, json::object& into) {
  const auto kind = json::text_or(item, "projectKind", "");
  if (!kind.empty() && !azure_task(kind))
    return fail("a projectKind that is not supported", in_quotes(kind, 60));
  for (const auto field : item) {
    const auto task = azure_task(field.key, "Result");
    if (!task || field.value.get(into) != simdjson::SUCCESS)
      continue;
    if (!kind.empty() && azure_task(kind) != task)
      return fail("a result of another kind than its projectKind", in_quotes(field.key, 60));
    task_ = *task;
    return true;
  }
  return fail("no result");
}

bool AzureItem::read_regions(json::object result, model::Document& into) {
  json::array regions;
  if (result.at_key("entities").get(regions) != simdjson::SUCCESS)
    return fail("a result without 'entities'");
  for (const auto element : regions) {
    json::object region;
    if (element.get(region) != simdjson::SUCCESS)
      return fail("a region that is not an object");
    if (!read_region(region, into))
      return false;
  }
  return true;
}

bool AzureItem::read_region(json::object region, model::Document& into) {
  const auto start = azure_offset(region, "regionOffset");
  const auto length = azure_offset(region, "regionLength");
  if (!start || !length)
    return fail("a region without 'regionOffset' and 'regionLength'");
  const auto gold = into.gold.size();
  const auto predicted = into.predicted.size();
  if (!read_entities(region, "expectedEntities", into.gold) ||
      !read_entities(region, "predictedEntities", into.predicted))
    return false;
  settle({*start, *length}, into, gold, predicted);
  return true;
}

bool AzureItem::read_entities(json::object region, std::string_view key,
                              std::vector<model::Annotation>& into) {
  json::array entities;
  if (region.at_key(key).get(entities) != simdjson::SUCCESS)
    return fail("a region without a list of entities", in_quotes(key));
  const auto reason = add_entities(entities, labels_, into);
  return reason.empty() || fail(reason);
}

// What stands behind `gold` and `predicted` came with the region.
void AzureItem::settle(const Region& region, model::Document& document, std::size_t gold,
                       std::size_t predicted) {
  regions_.push_back(region);
  const std::span gold_spans{document.gold.begin() + static_cast<std::ptrdiff_t>(gold),
                             document.gold.end()};
  const std::span predicted_spans{
      document.predicted.begin() + static_cast<std::ptrdiff_t>(predicted),
      document.predicted.end()};
  const auto all_inside = [&](std::uint32_t begin, std::uint32_t end) {
    return lie_inside(gold_spans, begin, end) && lie_inside(predicted_spans, begin, end);
  };
  if (all_inside(region.offset, region.offset + region.length))
    return;
  if (!all_inside(0, region.length)) {
    remark_ = "an entity outside its region";
    return;
  }
  remark_ = "offsets were taken as counted from the start of their region";
  for (auto spans : {gold_spans, predicted_spans}) {
    for (auto& span : spans) {
      span.begin += region.offset;
      span.end += region.offset;
    }
  }
}

bool AzureItem::read_class(json::object result, std::string_view key,
                           std::vector<model::Annotation>& into) {
  std::string_view name;
  if (is_null(result, key))
    return true;
  if (result.at_key(key).get(name) != simdjson::SUCCESS)
    return fail("a result without a class", in_quotes(key));
  if (!name.empty())
    into.push_back({.label = labels_.id(name)});
  return true;
}

bool AzureItem::read_classes(json::object result, std::string_view key,
                             std::vector<model::Annotation>& into) {
  json::array names;
  if (is_null(result, key))
    return true;
  if (result.at_key(key).get(names) != simdjson::SUCCESS)
    return fail("a result without a list of classes", in_quotes(key));
  for (const auto name : names) {
    std::string_view text;
    if (name.get(text) != simdjson::SUCCESS)
      return fail("a class that is not a string");
    into.push_back({.label = labels_.id(text)});
  }
  return true;
}

}  // namespace errata::normalize
