#include "normalize/label_map.hpp"

#include <optional>
#include <string_view>
#include <utility>

#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"
#include "normalize/open_input.hpp"

namespace errata::normalize {

namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// Nothing for a line that is no pair.
std::optional<Pair> pair_in(std::string_view line) {
  if (const auto tab = line.find('\t'); tab != std::string_view::npos)
    return Pair{line.substr(0, tab), line.substr(tab + 1)};
  const auto sign = line.find('=');
  if (sign == std::string_view::npos)
    return std::nullopt;
  return Pair{trimmed(line.substr(0, sign)), trimmed(line.substr(sign + 1))};
}

bool says_nothing(std::string_view line) {
  return trimmed(line).empty() ||
         (line.find('\t') == std::string_view::npos && trimmed(line).starts_with('#'));
}

}  // namespace

LabelMap read_label_map(const std::filesystem::path& path, const std::string& encoding) {
  LabelMap map;
  InputFile file{.path = path, .name = shown_path(path)};
  file.encoding = encoding_of(file, encoding);
  LineReader lines{open_input(file), file.name};
  for (std::string_view line; lines.next(line);) {
    const auto fail = [&](const std::string& why) {
      throw UsageError{shown_path(path) + ":" + std::to_string(lines.number()) + ": " + why};
    };
    if (says_nothing(line))
      continue;
    if (find_invalid_utf8(line) != std::string_view::npos)
      fail(broken_text(file));
    const auto pair = pair_in(line);
    if (!pair || pair->first.empty())
      fail(in_quotes(line, 60) + " is not FROM = TO, nor FROM and TO with a tab between");
    if (!map.emplace(pair->first, pair->second).second)
      fail("the label " + in_quotes(pair->first, 60) + " is given twice");
  }
  return map;
}

}  // namespace errata::normalize
