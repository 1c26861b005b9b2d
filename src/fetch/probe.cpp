#include "fetch/probe.hpp"

#include <algorithm>
#include <functional>
#include <optional>

#include "core/error.hpp"
#include "core/text.hpp"
#include "fetch/azure_models.hpp"
#include "fetch/azure_place.hpp"
#include "fetch/azure_requests.hpp"
#include "fetch/blob_texts.hpp"
#include "fetch/limits.hpp"
#include "fetch/page.hpp"
#include "fetch/sas.hpp"
#include "fetch/service_error.hpp"
#include "fetch/web_file.hpp"

namespace errata::fetch {

namespace {

const Log silence;

std::vector<std::string> labels_of(const std::vector<TrainedModel>& models) {
  std::vector<std::string> labels;
  for (const auto& model : models)
    labels.push_back(model.label);
  return labels;
}

// One text tells that a container can be read; where texts may be missing, a few are tried.
class FirstTexts {
 public:
  FirstTexts(const Place& container, double missing_share, const Network& network)
      : may_miss_{missing_share},
        container_{container},
        session_{network, container.site, silence} {}

  // The line about the first that can be read.
  std::string read(const std::vector<std::string>& locations) {
    for (const auto& location : locations)
      if (can_be_read(location))
        return line_of(location);
    throw FetchError{"none of " + count_of(locations.size(), "text") +
                     " could be read, the last as it " + why_ + "; no more than " + allowed() +
                     " may be missing [E-TEXT-MISSING]"};
  }

 private:
  bool can_be_read(const std::string& location) {
    const auto what = "text of " + in_quotes(location);
    const auto target = blob_target(container_.target, location);
    if (target.empty())
      return miss(what, "would not be asked for: its name has a '.' or '..' part");
    const auto response = session_.ask({.what = what,
                                        .target = target,
                                        .body = Body::document,
                                        .limit = document_bytes,
                                        .post_body = {}});
    if (response.status == 404)
      return miss(what, "was not found (404)");
    if (response.status == 403 && may_be_passed_over(response))
      return miss(what, "may not be read (403)");
    if (response.status == 200)
      return true;
    const auto sas = container_.site.credential.secret.reveal();
    fail_with_status(what, response, container_.site,
                     response.status == 403
                         ? explain_refusal(sas, response, session_.clock().date())
                         : std::string{});
  }

  bool may_be_passed_over(const Response& refusal) {
    return may_miss_ > 0 && ++refusals_ < text_refusals_in_a_row &&
           !has_expired(container_.site.credential.secret.reveal(), refusal);
  }

  bool miss(const std::string& what, const std::string& why) {
    if (may_miss_ <= 0)
      throw FetchError{what + " " + why + "; no text may be missing (missing_texts) " +
                       "[E-TEXT-MISSING]"};
    ++missing_;
    why_ = why;
    return false;
  }

  std::string allowed() const { return shortest(100 * may_miss_) + " % (missing_texts)"; }

  std::string line_of(const std::string& location) const {
    const auto line = "text of " + in_quotes(location) + " can be read";
    return missing_ == 0 ? line
                         : line + "; " + count_of(missing_, "text") +
                               " before it could not, where " + allowed() + " may be missing";
  }

  const double may_miss_;
  const Place& container_;
  Session session_;
  std::size_t missing_ = 0;
  std::size_t refusals_ = 0;  // in a row
  std::string why_;
};

// Where the length is announced, a run would refuse the file only after it had read so much.
void check_size(const std::string& what, const Response& response) {
  const auto length = parse_integer(response.header("content-length").value_or(""));
  if (length && *length > static_cast<std::int64_t>(file_bytes))
    throw FetchError{what + ": the answer is larger than " + std::to_string(file_bytes) +
                     " bytes [E-HTTP-LIMIT]"};
}

// What the authoring API said; the documents whose texts are to be tried, where it is this job's
// turn to do so.
struct Told {
  std::string line;
  std::optional<std::vector<std::string>> locations;
};

class Probe {
 public:
  Probe(const Source& source, const Job& job, const Site& site, const Network& network,
        Probed& probed)
      : source_{source},
        job_{job},
        requests_{source.product, job.project, source.api_version},
        what_{"project " + in_quotes(job.project)},
        site_{site},
        probed_{probed},
        session_{network, site, silence} {}

  Told ask() {
    const auto model =
        choose_model(probed_.lists().of(source_.name, requests_, session_), job_.model, what_);
    if (probed_.is_first("summary " + source_.name))
      ask_for_summary(model.label);
    Told told{
        what_ + ", model " + in_quotes(model.label) + ", trained " + printable(model.trained, 40),
        std::nullopt};
    if (job_.texts && probed_.is_first("text " + name_of(*job_.texts)))
      told.locations = first_documents(model.label);
    return told;
  }

 private:
  static std::string name_of(const Texts& texts) {
    const auto& signature = texts.credential.secret;
    return texts.url + " " + (signature.is_set() ? signature.fingerprint() : "");
  }

  void ask_for_summary(const std::string& model) {
    get("the summary of " + what_ + ", model " + in_quotes(model), requests_.summary(model),
        [this] {
          return list_of_names(labels_of(probed_.lists().of(source_.name, requests_, session_)),
                               "models");
        });
  }

  std::vector<std::string> first_documents(const std::string& model) {
    const auto what = "the first documents of " + what_;
    get(what, with_parameter(requests_.results(model), "top", std::to_string(probe_texts)));
    auto locations = read_page(session_.parser(), "location", what).keys;
    locations.resize(std::min(locations.size(), probe_texts));
    return locations;
  }

  void get(const std::string& what, const std::string& target,
           const std::function<std::string()>& instead = {}) {
    const auto response = session_.get(what, target);
    if (response.status != 200)
      fail_with_status(what, response, site_,
                       response.status == 404 && instead ? instead() : std::string{});
  }

  const Source& source_;
  const Job& job_;
  const AzureRequests requests_;
  const std::string what_;
  const Site& site_;
  Probed& probed_;
  Session session_;
};

Told ask_service(const Source& source, const Job& job, const Network& network, Probed& probed) {
  const auto place = language_place(source);
  const auto seat = network.traffic.take_seat(place.site);
  return Probe{source, job, place.site, network, probed}.ask();
}

std::string try_texts(const Texts& texts, const std::vector<std::string>& locations,
                      const Network& network) {
  if (locations.empty())
    return "the evaluation has no document";
  const auto container = place_of(texts);
  const auto seat = network.traffic.take_seat(container.site);
  return FirstTexts{container, texts.missing_share, network}.read(locations);
}

}  // namespace

bool Probed::is_first(const std::string& what) {
  const std::lock_guard lock{mutex_};
  return seen_.insert(what).second;
}

Limits limits_of_probe(const Limits& set) {
  auto limits = probe_limits;
  const auto shorten = [](auto& own, const auto& other) { own = std::min(own, other); };
  shorten(limits.attempt.connect, set.attempt.connect);
  shorten(limits.attempt.read_silence, set.attempt.read_silence);
  shorten(limits.attempt.whole, set.attempt.whole);
  shorten(limits.attempt.rate_window, set.attempt.rate_window);
  shorten(limits.attempt.rate_bytes, set.attempt.rate_bytes);  // the rate is that of both
  shorten(limits.retry.attempts, set.retry.attempts);
  shorten(limits.retry.first_wait, set.retry.first_wait);
  shorten(limits.run.deadline, set.run.deadline);
  return limits;
}

std::vector<std::string> probe_azure_language(const Source& source, const Job& job,
                                              const Network& network, Probed& probed) {
  const auto told = ask_service(source, job, network, probed);
  std::vector<std::string> lines{told.line};
  if (told.locations)
    lines.push_back(try_texts(*job.texts, *told.locations, network));
  return lines;
}

std::vector<std::string> probe_file(const Source& source, const Network& network) {
  auto file = web_file(source);
  file.ask.limit = probe_file_bytes;
  file.ask.may_be_cut = true;
  const auto seat = network.traffic.take_seat(file.place.site);
  const auto response = get(file, network, silence);
  check_size(file.ask.what, response);
  return {safe_url(file.place.site.origin, file.place.target) + " is there"};
}

}  // namespace errata::fetch
