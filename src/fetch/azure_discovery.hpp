// Which evaluations a job means that names more than one.
#pragma once

#include <string>
#include <vector>

#include "fetch/fetch.hpp"
#include "fetch/model_lists.hpp"

namespace errata::fetch {

struct FoundModel {
  std::string project, model;
};

// Whether the job's project is a pattern ("tickets-*") or its model is "all" or a pattern, so that
// only the service can say which are meant.
bool names_several(const Job& job);

// What `job` means, by name of the project, then by time of training. A pattern of projects passes
// over those that were never trained or are of a kind that is not read, and says so to `log`.
// Throws FetchError where nothing is meant, listing what there is.
std::vector<FoundModel> find_models(const Source& source, const Job& job, const Network& network,
                                    const Log& log, ModelLists& lists);

}  // namespace errata::fetch
