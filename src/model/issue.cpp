#include "model/issue.hpp"

#include <utility>

namespace errata::model {

void IssueLog::add(Issue issue) {
  ++by_reason[issue.reason];
  if (first.size() < kept)
    first.push_back(std::move(issue));
}

}  // namespace errata::model
