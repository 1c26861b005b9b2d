#include "fetch/probe.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"
#include "fetch/azure_discovery.hpp"
#include "fetch/azure_models.hpp"
#include "fetch/azure_place.hpp"
#include "fetch/azure_requests.hpp"
#include "fetch/blob_texts.hpp"
#include "fetch/listing.hpp"
#include "fetch/page.hpp"
#include "fetch/retry.hpp"
#include "fetch/service_error.hpp"

namespace errata::fetch {

namespace {

constexpr std::size_t first_bytes = std::size_t{64} << 10U;

class Probe {
 public:
  Probe(const Source& source, const Network& network)
      : place_{language_place(source)},
        product_{source.product},
        api_version_{source.api_version},
        network_{network},
        session_{network, place_.site, silence_} {}

  // The model, once its evaluation has been seen to be there.
  TrainedModel model(const FoundModel& wanted) {
    const auto what = "project " + in_quotes(wanted.project);
    std::vector<TrainedModel> models;
    Listing listing{session_, {"the models of " + what, requests(wanted).models(), "label"}};
    while (const auto page = listing.next())
      std::ranges::move(read_models(page->response.body), std::back_inserter(models));
    auto model = choose_model(std::move(models), wanted.model, what);
    get("the summary of " + what + ", model " + in_quotes(model.label),
        requests(wanted).summary(model.label));
    return model;
  }

  std::string text_of(const FoundModel& wanted, const std::string& model, const Texts& texts) {
    const auto target = with_parameter(requests(wanted).results(model), "top", "1");
    const auto what = "the first document of project " + in_quotes(wanted.project);
    get(what, target);
    const auto page = read_page(session_.parser(), "location", what);
    if (page.keys.empty())
      return "the evaluation has no document";
    return read_text(place_of(texts), page.keys.front());
  }

 private:
  AzureRequests requests(const FoundModel& wanted) const {
    return {product_, wanted.project, api_version_};
  }

  void get(const std::string& what, const std::string& target) {
    const auto response = session_.get(what, target);
    if (response.status != 200)
      fail_with_status(what, response, place_.site);
  }

  std::string read_text(const Place& container, const std::string& location) const {
    const auto what = "text of " + in_quotes(location);
    Session texts{network_, container.site, silence_};
    const auto response = texts.ask({.what = what,
                                     .target = blob_target(container.target, location),
                                     .body = Body::document,
                                     .limit = document_bytes,
                                     .post_body = {}});
    if (response.status != 200)
      fail_with_status(what, response, container.site);
    return what + " can be read";
  }

  const Log silence_;
  Place place_;
  Product product_;
  std::string api_version_;
  Network network_;
  Session session_;
};

// Nothing where more came than was wanted, which is all that matters here.
std::optional<Response> first_of(Connection& connection, const Request& request,
                                 const std::string& what) {
  try {
    return connection.send(request);
  } catch (const TransportError& e) {
    if (e.fault == Fault::too_large)
      return std::nullopt;
    throw FetchError{what + ": " + e.what() + code_behind(e.what(), rule_for(e.fault).code)};
  }
}

}  // namespace

std::vector<std::string> probe_azure_language(const Source& source, const Job& job,
                                              const Network& network) {
  Probe probe{source, network};
  const auto wanted = names_several(job) ? find_models(source, job, network, {})
                                         : std::vector<FoundModel>{{job.project, job.model}};
  std::vector<std::string> lines;
  for (const auto& one : wanted) {
    const auto model = probe.model(one);
    lines.push_back("project " + in_quotes(one.project) + ", model " + in_quotes(model.label) +
                    ", trained " + printable(model.trained, 40));
    if (job.texts && &one == &wanted.front())
      lines.push_back(probe.text_of(one, model.label, *job.texts));
  }
  return lines;
}

std::vector<std::string> probe_file(const Source& source, const Network& network) {
  const auto place = place_of(source, Service::any);
  const auto what = "source " + in_quotes(source.name);
  const auto connection = network.transport.open(place.site);
  const auto response =
      first_of(*connection, {.target = place.target, .body = {}, .limit = first_bytes}, what);
  if (response) {
    check_use(what, *response, place.site, network.secrets);
    if (response->status != 200)
      fail_with_status(what, *response, place.site);
  }
  return {safe_url(place.site.origin, place.target) + " is there"};
}

}  // namespace errata::fetch
