#include "normalize/json_parts.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <span>

#include "model/document.hpp"

namespace errata::normalize {

namespace {

// Where a span begins and ends; `start_offset` and `end_offset` are doccano's.
constexpr auto begin_keys =
    std::to_array<std::string_view>({"start", "start_offset", "begin", "offset"});
constexpr auto end_keys = std::to_array<std::string_view>({"end", "end_offset", "stop"});
constexpr std::string_view length_key = "length";

// `entity_group` is that of pipelines that join their tokens.
constexpr const char* label_keys[] = {"label", "entity", "entity_group", "category"};

constexpr auto score_keys =
    std::to_array<std::string_view>({"score", "confidence", "probability", "confidence_entity"});

std::optional<std::uint32_t> first_offset(json::object parts,
                                          std::span<const std::string_view> keys) {
  for (const auto key : keys)
    if (const auto found = offset(parts.at_key(key)))
      return found;
  return std::nullopt;
}

// Whether a member may be an offset, under whatever name.
bool holds_numbers(json::element value) {
  json::array items;
  json::element first;
  return value.is_number() || (value.get(items) == simdjson::SUCCESS &&
                               items.at(0).get(first) == simdjson::SUCCESS && first.is_number());
}

bool is_one_of(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// Under which entities quote their words.
constexpr auto quote_keys = std::to_array<std::string_view>({"text", "word", "mention"});

// Whether an item is a label, with a score or none, of the whole text.
bool is_label(json::object parts) {
  std::string_view name;
  if (parts.at_key("label").get(name) != simdjson::SUCCESS)
    return false;
  for (const auto [key, value] : parts)
    if (is_one_of(begin_keys, key) || is_one_of(end_keys, key) || key == length_key ||
        (is_one_of(quote_keys, key) && value.is_string()) ||
        (!is_one_of(score_keys, key) && holds_numbers(value)))
      return false;
  return true;
}

}  // namespace

std::optional<std::string> class_name(json::element value) {
  std::string_view name;
  std::int64_t number = 0;
  if (value.get(name) == simdjson::SUCCESS)
    return std::string{name};
  if (value.get(number) == simdjson::SUCCESS)
    return std::to_string(number);
  return std::nullopt;
}

std::optional<std::uint32_t> offset(simdjson::simdjson_result<json::element> found) {
  std::uint64_t value = 0;
  if (found.get(value) != simdjson::SUCCESS || value > std::numeric_limits<std::uint32_t>::max())
    return std::nullopt;
  return static_cast<std::uint32_t>(value);
}

std::optional<std::uint32_t> begin_of(json::object parts) {
  return first_offset(parts, begin_keys);
}

std::optional<std::uint32_t> end_of(json::object parts, std::optional<std::uint32_t> begin) {
  if (const auto end = first_offset(parts, end_keys))
    return end;
  const auto length = offset(parts.at_key(length_key));
  if (!begin || !length || *length > std::numeric_limits<std::uint32_t>::max() - *begin)
    return std::nullopt;
  return *begin + *length;
}

std::optional<std::string_view> label_of(json::object parts) {
  std::string_view name;
  for (const auto* key : label_keys)
    if (parts.at_key(key).get(name) == simdjson::SUCCESS)
      return name;
  return std::nullopt;
}

bool are_labels(json::array items) {
  json::object parts;
  for (const auto item : items)
    if (item.get(parts) != simdjson::SUCCESS || !is_label(parts))
      return false;
  return items.size() > 0;
}

std::optional<std::vector<std::string>> strings(json::array items) {
  std::vector<std::string> names;
  for (const auto item : items) {
    std::string_view name;
    if (item.get(name) != simdjson::SUCCESS)
      return std::nullopt;
    names.emplace_back(name);
  }
  return names.empty() ? std::nullopt : std::optional{std::move(names)};
}

std::optional<std::vector<std::string>> whole_numbers(json::array items) {
  std::vector<std::string> numbers;
  for (const auto item : items) {
    std::int64_t number = 0;
    if (item.get(number) != simdjson::SUCCESS)
      return std::nullopt;
    numbers.push_back(std::to_string(number));
  }
  return numbers;
}

std::string_view quote_of(json::object parts) {
  for (const auto key : quote_keys)
    if (const auto quoted = json::text_or(parts, key, ""); !quoted.empty())
      return quoted;
  return {};
}

float score_of(json::object parts, std::string_view key) {
  double value = 0;
  const bool is_share =
      parts.at_key(key).get(value) == simdjson::SUCCESS && value >= 0 && value <= 1;
  return is_share ? static_cast<float>(value) : model::no_score;
}

float score_of(json::object parts) {
  for (const auto key : score_keys)
    if (const auto score = score_of(parts, key); score != model::no_score)
      return score;
  return model::no_score;
}

std::optional<double> share_of(json::object parts) {
  json::element found;
  double value = 0;
  for (const auto key : score_keys)
    if (json::find(parts, key, found)) {
      if (found.get(value) != simdjson::SUCCESS || value < 0 || value > 1)
        return std::nullopt;
      return value;
    }
  return model::no_score;
}

}  // namespace errata::normalize
