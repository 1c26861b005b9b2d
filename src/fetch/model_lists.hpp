// The trained models of projects, each project asked once, whoever wants to know.
#pragma once

#include <future>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "fetch/azure_models.hpp"
#include "fetch/azure_requests.hpp"
#include "fetch/session.hpp"

namespace errata::fetch {

// "; there are the projects: 'a', 'b'" for a message, asked over `session`; empty where the service
// does not say.
std::string projects_there(const AzureRequests& requests, Session& session);

// Safe to use from several threads.
class ModelLists {
 public:
  // By time of training. The first who asks for the models of a project of `source` does so over
  // `session`; the others wait for that, and share its list or its FetchError.
  std::vector<TrainedModel> of(const std::string& source, const AzureRequests& requests,
                               Session& session);

 private:
  using List = std::shared_future<std::vector<TrainedModel>>;

  std::mutex mutex_;  // guards what follows
  std::map<std::string, List> lists_;
};

}  // namespace errata::fetch
