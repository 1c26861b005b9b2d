#include "fetch/probe.hpp"

#include "core/error.hpp"
#include "core/text.hpp"
#include "fetch/azure_models.hpp"
#include "fetch/azure_place.hpp"
#include "fetch/azure_requests.hpp"
#include "fetch/blob_texts.hpp"
#include "fetch/limits.hpp"
#include "fetch/page.hpp"
#include "fetch/retry.hpp"
#include "fetch/service_error.hpp"

namespace errata::fetch {

namespace {

class Probe {
 public:
  Probe(const Source& source, const Job& job, const Network& network, Probed& probed)
      : source_{source},
        job_{job},
        requests_{source.product, job.project, source.api_version},
        what_{"project " + in_quotes(job.project)},
        place_{language_place(source)},
        network_{network},
        probed_{probed},
        session_{network, place_.site, silence_} {}

  std::vector<std::string> lines() {
    const auto model =
        choose_model(probed_.lists().of(source_.name, requests_, session_), job_.model, what_);
    if (probed_.is_first("summary " + source_.name))
      get("the summary of " + what_ + ", model " + in_quotes(model.label),
          requests_.summary(model.label));
    std::vector<std::string> lines{what_ + ", model " + in_quotes(model.label) + ", trained " +
                                   printable(model.trained, 40)};
    if (job_.texts && probed_.is_first("text " + name_of(*job_.texts)))
      lines.push_back(text_of(model.label, *job_.texts));
    return lines;
  }

 private:
  static std::string name_of(const Texts& texts) {
    const auto& signature = texts.credential.secret;
    return texts.url + " " + (signature.is_set() ? signature.fingerprint() : "");
  }

  std::string text_of(const std::string& model, const Texts& texts) {
    const auto what = "the first document of " + what_;
    get(what, with_parameter(requests_.results(model), "top", "1"));
    const auto page = read_page(session_.parser(), "location", what);
    if (page.keys.empty())
      return "the evaluation has no document";
    return read_text(place_of(texts), page.keys.front());
  }

  void get(const std::string& what, const std::string& target) {
    const auto response = session_.get(what, target);
    if (response.status != 200)
      fail_with_status(what, response, place_.site);
  }

  std::string read_text(const Place& container, const std::string& location) const {
    const auto what = "text of " + in_quotes(location);
    const auto target = blob_target(container.target, location);
    if (target.empty())
      return what + " would not be asked for: its name has a '.' or '..' part";
    Session texts{network_, container.site, silence_};
    const auto response = texts.ask({.what = what,
                                     .target = target,
                                     .body = Body::document,
                                     .limit = document_bytes,
                                     .post_body = {}});
    if (response.status != 200)
      fail_with_status(what, response, container.site);
    return what + " can be read";
  }

  const Source& source_;
  const Job& job_;
  const AzureRequests requests_;
  const std::string what_;
  const Log silence_;
  const Place place_;
  Network network_;
  Probed& probed_;
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

bool Probed::is_first(const std::string& what) {
  const std::lock_guard lock{mutex_};
  return seen_.insert(what).second;
}

std::vector<std::string> probe_azure_language(const Source& source, const Job& job,
                                              const Network& network, Probed& probed) {
  return Probe{source, job, network, probed}.lines();
}

std::vector<std::string> probe_file(const Source& source, const Network& network) {
  const auto place = place_of(source, Service::any);
  const auto what = "source " + in_quotes(source.name);
  const auto connection = network.transport.open(place.site);
  const auto response =
      first_of(*connection, {.target = place.target, .body = {}, .limit = probe_file_bytes}, what);
  if (response) {
    check_use(what, *response, place.site, network.secrets);
    if (response->status != 200)
      fail_with_status(what, *response, place.site);
  }
  return {safe_url(place.site.origin, place.target) + " is there"};
}

}  // namespace errata::fetch
