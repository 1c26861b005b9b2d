// The export of a project: labels, class list, who is in the training set.
#pragma once

#include <string>

#include "fetch/azure_requests.hpp"
#include "fetch/session.hpp"

namespace errata::fetch {

struct Exported {
  std::string target;
  Response response;
};

// Starts the job, waits for its end, gets its result. `snapshot_of` is the trained model whose
// state of the project is wanted; empty for the working copy. Throws FetchError.
Exported export_project(Session& session, const AzureRequests& requests,
                        const std::string& snapshot_of);

}  // namespace errata::fetch
