#include "fetch/model_lists.hpp"

#include <algorithm>
#include <exception>
#include <iterator>

#include "core/text.hpp"
#include "fetch/listing.hpp"

namespace errata::fetch {

namespace {

std::vector<TrainedModel> ask(const AzureRequests& requests, Session& session) {
  std::vector<TrainedModel> models;
  Listing listing{session,
                  {.what = "the models of project " + in_quotes(requests.project),
                   .target = requests.models(),
                   .key = "label",
                   .instead = [&] { return projects_there(requests, session); }}};
  while (const auto page = listing.next())
    std::ranges::move(read_models(page->response.body), std::back_inserter(models));
  sort_by_training(models);
  return models;
}

}  // namespace

std::string projects_there(const AzureRequests& requests, Session& session) {
  try {
    std::vector<std::string> names;
    Listing listing{session, {"the projects", requests.projects(), "projectName"}};
    while (const auto page = listing.next())
      names.insert(names.end(), page->news.begin(), page->news.end());
    return list_of_names(names, "projects");
  } catch (const FetchError&) {
    return {};
  }
}

std::vector<TrainedModel> ModelLists::of(const std::string& source, const AzureRequests& requests,
                                         Session& session) {
  std::promise<std::vector<TrainedModel>> promise;
  std::unique_lock lock{mutex_};
  const auto [at, is_first] = lists_.try_emplace(source + "\n" + requests.models());
  if (is_first)
    at->second = promise.get_future().share();
  const auto list = at->second;
  lock.unlock();
  if (is_first) {
    try {
      promise.set_value(ask(requests, session));
    } catch (const std::exception&) {
      promise.set_exception(std::current_exception());
    }
  }
  return list.get();
}

}  // namespace errata::fetch
