#include "normalize/raw_index.hpp"

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/json_reader.hpp"
#include "core/text.hpp"
#include "normalize/inputs.hpp"

namespace errata::normalize {

namespace {

void read_source(json::object from, RawIndex& into) {
  into.kind = json::text_or(from, "kind", "");
  into.project = json::text_or(from, "project", "");
  into.model = json::text_or(from, "model", "");
  json::object facts;
  if (from.at_key("facts").get(facts) != simdjson::SUCCESS)
    return;
  for (const auto fact : facts) {
    std::string_view value;
    if (fact.value.get(value) == simdjson::SUCCESS)
      into.facts.emplace(fact.key, value);
  }
}

RawFile read_entry(json::object from, const std::string& what) {
  RawFile entry{.role = std::string{json::text_or(from, "role", "")},
                .file = std::string{json::text_or(from, "file", "")},
                .name = std::string{json::text_or(from, "name", "")},
                .sha256 = std::string{json::text_or(from, "sha256", "")}};
  if (!is_safe_below(entry.file))
    throw InputError{what + ": " + in_quotes(entry.file) + " is not a file of this folder"};
  if (entry.sha256.size() != 64)
    throw InputError{what + ": " + in_quotes(entry.file) + " has no sha256"};
  return entry;
}

template <typename Value, typename Do>
void for_each(json::object from, std::string_view key, const std::string& what, Do&& act) {
  json::array items;
  if (from.at_key(key).get(items) != simdjson::SUCCESS)
    return;
  for (const auto item : items) {
    Value value{};
    if (item.get(value) != simdjson::SUCCESS)
      throw InputError{what + ": an entry of " + in_quotes(key) + " is of the wrong type"};
    act(value);
  }
}

}  // namespace

RawIndex read_raw_index(const std::filesystem::path& folder) {
  const auto path = folder / "index.json";
  const auto what = printable(path.string());
  json::Parser parser;
  const auto text = read_file(path);
  const auto root = parser.parse(text, what);
  json::object fields;
  if (root.get(fields) != simdjson::SUCCESS ||
      json::text_or(fields, "schema", "") != "errata/raw/1")
    throw InputError{what + ": is not of schema 'errata/raw/1'"};
  RawIndex index;
  if (json::object source; fields.at_key("source").get(source) == simdjson::SUCCESS)
    read_source(source, index);
  for_each<json::object>(fields, "files", what, [&](json::object entry) {
    index.files.push_back(read_entry(entry, what));
  });
  for_each<std::string_view>(fields, "remarks", what,
                             [&](std::string_view remark) { index.remarks.emplace_back(remark); });
  return index;
}

}  // namespace errata::normalize
