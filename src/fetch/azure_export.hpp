// The export of a project: labels, class list, who is in the training set.
#pragma once

#include <string>

#include "core/error.hpp"
#include "fetch/azure_requests.hpp"
#include "fetch/session.hpp"

namespace errata::fetch {

struct Exported {
  std::string target;
  Response response;
};

// There is none to be had of this project: refused, failed, or never done. Everything else that may
// go wrong is a plain FetchError, which another night may not meet.
struct NoExport : FetchError {
  using FetchError::FetchError;
};

// Starts the job, waits for its end, gets its result. `snapshot_of` is the trained model whose
// state of the project is wanted; empty for the working copy. Throws NoExport,
// FetchError.
Exported export_project(Session& session, const AzureRequests& requests,
                        const std::string& snapshot_of);

}  // namespace errata::fetch
