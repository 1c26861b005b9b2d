#include "model/issue.hpp"

#include <algorithm>
#include <utility>

namespace errata::model {

void IssueLog::add(Issue issue) {
  ++by_reason[issue.reason];
  if (first.size() < kept)
    first.push_back(std::move(issue));
}

void IssueLog::add(const IssueLog& log) {
  seen += log.seen;
  used += log.used;
  skipped += log.skipped;
  rejected += log.rejected;
  for (const auto& [reason, count] : log.by_reason)
    by_reason[reason] += count;
  for (const auto& [reason, count] : log.skipped_by_reason)
    skipped_by_reason[reason] += count;
  const auto room = std::min(kept - first.size(), log.first.size());
  first.insert(first.end(), log.first.begin(),
               log.first.begin() + static_cast<std::ptrdiff_t>(room));
}

std::string most_frequent(const std::map<std::string, std::uint64_t>& by_reason) {
  const auto most =
      std::max_element(by_reason.begin(), by_reason.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == by_reason.end() ? "" : most->first;
}

}  // namespace errata::model
