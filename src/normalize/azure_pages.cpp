#include "normalize/azure_pages.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "core/text.hpp"

namespace errata::normalize {

namespace {

// Items before the page that `link` leads to.
std::optional<std::uint64_t> items_before(std::string_view link) {
  constexpr std::string_view key = "skip=";
  for (const auto part : split(link.substr(std::min(link.find('?'), link.size())), '&')) {
    const auto at = part.find(key);
    const auto number =
        at == part.npos ? std::nullopt : parse_integer(part.substr(at + key.size()));
    if (number && *number >= 0)
      return static_cast<std::uint64_t>(*number);
  }
  return std::nullopt;
}

}  // namespace

void AzurePages::add(const std::string& file, json::object page) {
  is_empty_ = false;
  const auto link = trimmed(json::text_or(page, "nextLink", ""));
  if (link.empty()) {
    ++last_pages_;
    return;
  }
  const auto next = items_before(link);
  if (!next) {
    unplaced_ = file;
    return;
  }
  files_.emplace(*next, file);
  const auto items = json::array{page.at_key("value")}.size();
  if (items <= *next)
    starts_.insert(*next - items);
}

std::vector<std::string> AzurePages::remarks() const {
  std::vector<std::string> open;
  for (const auto& [start, file] : files_)
    if (!starts_.contains(start))
      open.push_back(file);
  if (open.empty() && !unplaced_.empty())
    open.push_back(unplaced_);
  // a last page does not say where it starts: behind the farthest of those that look for one
  open.resize(open.size() - std::min<std::size_t>(open.size(), last_pages_));
  for (auto& file : open)
    file = printable(file) + " names a further page that was not given";
  return open;
}

}  // namespace errata::normalize
