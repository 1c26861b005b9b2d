#include "fetch/page.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>

#include "core/digest.hpp"
#include "core/json_reader.hpp"
#include "core/text.hpp"

namespace errata::fetch {

namespace {

constexpr std::size_t fields_shown = 5;
constexpr std::size_t key_shown_bytes = 40;

std::string scalar(json::element value) {
  if (value.is_string())
    return "\"" + std::string{std::string_view{value}};
  if (value.is_int64())
    return std::to_string(std::int64_t{value});
  if (value.is_uint64())
    return std::to_string(std::uint64_t{value});
  if (value.is_double())
    return shortest(double{value});
  if (value.is_bool())
    return bool{value} ? "true" : "false";
  return value.is_object() ? "{}" : value.is_array() ? "[]" : "null";
}

struct Located {
  std::string path;
  json::element value;
};

// A key's length goes before it, so that no two different values give the same path.
void open(const Located& at, std::vector<Located>& to) {
  if (at.value.is_object())
    for (const auto field : json::object{at.value})
      to.push_back({at.path + "/" + std::to_string(field.key.size()) + ":" + std::string{field.key},
                    field.value});
  if (at.value.is_array()) {
    std::size_t index = 0;
    for (const auto item : json::array{at.value})
      to.push_back({at.path + "/" + std::to_string(index++), item});
  }
}

std::string digest_of(json::element root) {
  std::vector<Located> waiting{{"", root}};
  std::vector<std::string> lines;
  while (!waiting.empty()) {
    const auto next = std::move(waiting.back());
    waiting.pop_back();
    const auto value = scalar(next.value);
    lines.push_back(next.path + "=" + std::to_string(value.size()) + ":" + value);
    open(next, waiting);
  }
  std::ranges::sort(lines);
  Sha256 hash;
  for (const auto& line : lines)
    hash.add(line + "\n");
  return hash.finish();
}

// Order of keys does not matter: the digest of a value is the sum over its leaves of what stands
// there, mixed with where. Two lanes, so that a million values do not meet by chance.
struct Lanes {
  std::uint64_t first = 0, second = 0;
};

std::uint64_t mixed(std::uint64_t x) {  // the finalizer of SplitMix64
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

std::uint64_t hash_of(std::string_view text) {
  return std::hash<std::string_view>{}(text);
}

std::uint64_t hash_of_leaf(json::element value) {
  switch (value.type()) {
    case json::element_type::STRING:
      return mixed(hash_of(std::string_view{value}) + 1);
    case json::element_type::INT64:
      return mixed(static_cast<std::uint64_t>(std::int64_t{value}) + 2);
    case json::element_type::UINT64:
      return mixed(std::uint64_t{value} + 2);
    case json::element_type::DOUBLE:
      return mixed(std::bit_cast<std::uint64_t>(double{value}) + 3);
    default:
      return mixed(hash_of(scalar(value)) + 4);
  }
}

// NOLINTNEXTLINE(misc-no-recursion): accepted JSON is nested at most 64 deep
void add_to(Lanes& sum, std::uint64_t path, json::element value) {
  const auto leaf = mixed(path ^ hash_of_leaf(value));
  sum.first += leaf;
  sum.second += mixed(leaf + 0x9E3779B97F4A7C15U);
  if (value.is_object())
    for (const auto field : json::object{value})
      add_to(sum, mixed(path ^ hash_of(field.key)), field.value);
  if (value.is_array()) {
    std::uint64_t index = 0;
    for (const auto item : json::array{value})
      add_to(sum, mixed(path + ++index), item);
  }
}

std::string quick_digest(json::element root) {
  Lanes sum;
  add_to(sum, 0, root);
  std::string bytes(2 * sizeof(std::uint64_t), '\0');
  std::memcpy(bytes.data(), &sum, bytes.size());
  return bytes;
}

[[noreturn]] void fail(const std::string& what, const std::string& why) {
  throw ListingError{what + ": " + why + " [E-PAGE-SHAPE]"};
}

std::string kind_of(json::element value) {
  if (value.is_object() || value.is_array())
    return value.is_object() ? "an object" : "a list";
  if (value.is_string() || value.is_bool())
    return value.is_string() ? "text" : "true or false";
  return value.is_null() ? "null" : "a number";
}

// "'values' (a list), 'id' (text)": what stands in an object, as far as it fits into a message.
std::string fields_of(json::object object) {
  std::string fields;
  std::size_t shown = 0;
  for (const auto field : object) {
    if (++shown > fields_shown)
      return fields + ", …";
    fields += (fields.empty() ? "" : ", ") + in_quotes(field.key, key_shown_bytes) + " (" +
              kind_of(field.value) + ")";
  }
  return fields.empty() ? "nothing" : fields;
}

std::string read_link(json::object page, const std::string& what) {
  json::element link;
  if (!json::find(page, "nextLink", link))
    return {};
  if (!link.is_string())
    fail(what, "'nextLink' is " + kind_of(link) + ", and not text");
  return std::string{trimmed(std::string_view{link})};
}

}  // namespace

PageContent read_page(const json::Parser& accepted, std::string_view key, const std::string& what) {
  const json::object page = accepted.document();
  json::element value;
  if (!json::find(page, "value", value))
    fail(what, "a list 'value' was expected, and there stands " + fields_of(page));
  if (!value.is_array())
    fail(what, "'value' is " + kind_of(value) + ", and not a list");
  PageContent content{{}, read_link(page, what)};
  for (const auto item : json::array{value}) {
    if (!item.is_object())
      fail(what, "an item of 'value' is " + kind_of(item) + ", and not an object");
    content.keys.emplace_back(json::text_or(item, key, ""));
  }
  return content;
}

std::vector<std::string> digests_of_items(const json::Parser& accepted) {
  const json::object page = accepted.document();
  std::vector<std::string> digests;
  for (const auto item : json::array{page["value"]})
    digests.push_back(quick_digest(item));
  return digests;
}

std::string content_digest(std::string_view json) {
  json::Parser parser;
  return digest_of(parser.parse(json, "JSON"));
}

}  // namespace errata::fetch
