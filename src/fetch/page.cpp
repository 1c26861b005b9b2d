#include "fetch/page.hpp"

#include <algorithm>

#include "core/digest.hpp"
#include "core/error.hpp"
#include "core/json_reader.hpp"
#include "core/text.hpp"

namespace errata::fetch {

namespace {

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

[[noreturn]] void fail(const std::string& what, const std::string& why) {
  throw FetchError{what + ": " + why + " [E-PAGE-SHAPE]"};
}

std::string read_link(json::object page, const std::string& what) {
  json::element link;
  if (!json::find(page, "nextLink", link))
    return {};
  if (!link.is_string())
    fail(what, "'nextLink' is not text");
  return std::string{trimmed(std::string_view{link})};
}

}  // namespace

PageContent read_page(std::string_view body, std::string_view key, const std::string& what) {
  json::Parser parser;
  const json::object page = parser.parse(body, what);
  json::element value;
  if (!json::find(page, "value", value) || !value.is_array())
    fail(what, "'value' is not a list");
  PageContent content{{}, read_link(page, what)};
  for (const auto item : json::array{value}) {
    if (!item.is_object())
      fail(what, "an item of 'value' is not an object");
    content.items.push_back({std::string{json::text_or(item, key, "")}, digest_of(item)});
  }
  return content;
}

std::string content_digest(std::string_view json) {
  json::Parser parser;
  return digest_of(parser.parse(json, "JSON"));
}

}  // namespace errata::fetch
