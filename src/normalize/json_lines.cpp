#include "normalize/json_lines.hpp"

#include <algorithm>

#include "core/json_reader.hpp"
#include "core/text.hpp"
#include "normalize/surrogates.hpp"

namespace errata::normalize {

namespace {

std::string_view take_line(std::string_view& rest) {
  const auto end = std::min(rest.find('\n'), rest.size());
  const auto line = trimmed(rest.substr(0, end));
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

bool is_json(std::string_view line) {
  if (line.empty())
    return false;
  json::Parser parser;
  json::element root;
  return parser.try_parse(line, root) || try_parse_repaired(parser, line, root);
}

// The second line of a document over several goes on with the first, and starts no object of its
// own.
bool may_be_broken_record(std::string_view line) {
  return line.starts_with('{') && std::string_view{"[{,:"}.find(line.back()) == line.npos;
}

}  // namespace

std::string_view telling_line(std::string_view head) {
  auto rest = trimmed(head);
  const auto first = take_line(rest);
  if (is_json(first))
    return first;
  if (!may_be_broken_record(first))
    return {};
  const auto second = take_line(rest);
  return second.starts_with('{') && is_json(second) ? second : std::string_view{};
}

}  // namespace errata::normalize
