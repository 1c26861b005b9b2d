#include "fetch/azure_discovery.hpp"

#include <algorithm>
#include <array>

#include "core/error.hpp"
#include "core/json_reader.hpp"
#include "core/text.hpp"
#include "fetch/azure_models.hpp"
#include "fetch/azure_place.hpp"
#include "fetch/azure_requests.hpp"
#include "fetch/listing.hpp"

namespace errata::fetch {

namespace {

struct KnownKind {
  Product product;
  std::string_view name;
};

constexpr auto kinds = std::to_array<KnownKind>({
    {Product::text, "CustomEntityRecognition"},
    {Product::text, "CustomSingleLabelClassification"},
    {Product::text, "CustomMultiLabelClassification"},
    {Product::conversations, "Conversation"},
    {Product::conversations, "Orchestration"},
});

bool is_read(Product product, std::string_view kind) {
  return std::ranges::any_of(kinds, [&](const KnownKind& known) {
    return known.product == product && equal_ignoring_case(known.name, kind);
  });
}

struct ListedProject {
  std::string name, kind;
  bool has_date;  // of its last training
};

std::vector<ListedProject> read_projects(std::string_view body) {
  json::Parser parser;
  const json::object page = parser.parse(body, "the list of projects");
  std::vector<ListedProject> projects;
  for (const auto item : json::array{page["value"]}) {
    const json::object project = item;
    projects.push_back({std::string{json::text_or(project, "projectName", "")},
                        std::string{json::text_or(project, "projectKind", "")},
                        !json::text_or(project, "lastTrainedDateTime", "").empty()});
  }
  return projects;
}

class Discovery {
 public:
  Discovery(const Source& source, const Job& job, const Network& network, const Log& log,
            ModelLists& lists)
      : place_{language_place(source)},
        source_{source},
        job_{job},
        log_{log},
        lists_{lists},
        session_{network, place_.site, log} {}

  std::vector<FoundModel> find() {
    std::vector<FoundModel> found;
    for (const auto& project : projects())
      std::ranges::move(models_of(project), std::back_inserter(found));
    return found;
  }

 private:
  AzureRequests requests(const std::string& project) const {
    return {source_.product, project, source_.api_version};
  }

  std::vector<std::string> projects() {
    if (!is_pattern(job_.project))
      return {job_.project};
    std::vector<std::string> all;
    std::vector<ListedProject> matching;
    Listing listing{session_, {"the projects", requests("").projects(), "projectName"}};
    while (const auto page = listing.next())
      for (const auto& project : read_projects(page->response.body)) {
        all.push_back(project.name);
        if (matches_glob(job_.project, project.name))
          matching.push_back(project);
      }
    std::vector<std::string> meant;
    for (const auto& project : matching)
      if (is_taken(project))
        meant.push_back(project.name);
    if (meant.empty())
      throw FetchError{"project " + in_quotes(job_.project) + ": matches no trained project" +
                       list_of_names(all) + " [E-NOTFOUND]"};
    std::ranges::sort(meant);
    meant.erase(std::unique(meant.begin(), meant.end()), meant.end());
    return meant;
  }

  bool is_taken(const ListedProject& project) {
    if (!is_read(source_.product, project.kind))
      return leave_out(project, "its kind " + in_quotes(project.kind) + " is not read");
    // the list need not say when a project was trained
    if (!project.has_date && models_of_service(project.name).empty())
      return leave_out(project, "it was never trained");
    return true;
  }

  bool leave_out(const ListedProject& project, const std::string& why) const {
    if (log_)
      log_("project " + in_quotes(project.name) + ": left out, as " + why);
    return false;
  }

  std::vector<TrainedModel> models_of_service(const std::string& project) {
    return lists_.of(source_.name, requests(project), session_);
  }

  std::vector<FoundModel> models_of(const std::string& project) {
    if (job_.model == "latest")
      return {{project, job_.model}};
    const auto what = "project " + in_quotes(project);
    const auto meant = models_meant(models_of_service(project), what);
    std::vector<FoundModel> found;
    for (const auto& model : meant)
      found.push_back({project, model.label});
    return found;
  }

  std::vector<TrainedModel> models_meant(std::vector<TrainedModel> models,
                                         const std::string& what) const {
    const std::string pattern = job_.model == "all" ? "*" : job_.model;
    std::vector<std::string> labels;
    for (const auto& model : models)
      labels.push_back(model.label);
    std::erase_if(models, [&pattern](const TrainedModel& model) {
      return !matches_glob(pattern, model.label);
    });
    if (models.empty())
      throw FetchError{what + ": has no model " + in_quotes(job_.model) + list_of_names(labels) +
                       " [E-NOTFOUND]"};
    return models;
  }

  Place place_;
  const Source& source_;
  const Job& job_;
  const Log& log_;
  ModelLists& lists_;
  Session session_;
};

}  // namespace

bool names_several(const Job& job) {
  return is_pattern(job.project) || is_pattern(job.model) || job.model == "all";
}

std::vector<FoundModel> find_models(const Source& source, const Job& job, const Network& network,
                                    const Log& log, ModelLists& lists) {
  return Discovery{source, job, network, log, lists}.find();
}

}  // namespace errata::fetch
