#include <algorithm>
#include <optional>
#include <utility>

#include "core/digest.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "fetch/azure_export.hpp"
#include "fetch/azure_models.hpp"
#include "fetch/azure_place.hpp"
#include "fetch/azure_requests.hpp"
#include "fetch/blob_texts.hpp"
#include "fetch/cross_checks.hpp"
#include "fetch/fetch.hpp"
#include "fetch/listing.hpp"
#include "fetch/model_lists.hpp"
#include "fetch/page.hpp"
#include "fetch/raw_store.hpp"
#include "fetch/service_error.hpp"
#include "fetch/site.hpp"

namespace errata::fetch {

namespace {

std::string numbered(const std::string& name, std::size_t number) {
  const auto digits = std::to_string(number);
  return name + "-" + std::string(4 - std::min<std::size_t>(4, digits.size()), '0') + digits +
         ".json";
}

// What the project's own pages say, read one request after the other.
class Project {
 public:
  Project(const Source& source, const std::string& name, const Site& site, const Network& network,
          const Log& log)
      : requests_{source.product, name, source.api_version},
        what_{"project " + in_quotes(name)},
        session_{network, site, log} {}

  const Site& site() const { return session_.site(); }
  const std::string& what() const { return what_; }
  Session& session() { return session_; }
  const AzureRequests& requests() const { return requests_; }
  // What names a document; an utterance has nothing but its content.
  std::string document_key() const { return requests_.product == Product::text ? "location" : ""; }

  // Throws where it is not 200; says what there is `instead` where it is 404.
  Response get(const std::string& what, const std::string& target,
               const std::function<std::string()>& instead) {
    auto response = session_.get(what, target);
    if (response.status != 200)
      fail_with_status(what, response, site(), response.status == 404 ? instead() : "");
    return response;
  }

  Response details() {
    return get(what_, requests_.details(), [this] { return projects_there(requests_, session_); });
  }

  Listing list(const std::string& what, const std::string& target, const std::string& key,
               bool needs_index_type = false, KeptPages kept = {}) {
    return {session_, {what, target, key, needs_index_type, {}}, std::move(kept)};
  }

  Listing models() { return list("the models of " + what_, requests_.models(), "label"); }

 private:
  AzureRequests requests_;
  std::string what_;
  Session session_;
};

// What is known of an evaluation once it is in raw/.
struct Read {
  TrainedModel model;
  std::vector<std::string> locations;
  std::size_t documents;
};

// One evaluation on its way into raw/.
class Evaluation {
 public:
  Evaluation(Project& project, RawStore& store, const Log& log)
      : project_{project}, store_{store}, log_{log} {}

  void choose(const std::string& wanted) {
    const auto target = project_.requests().details();
    const auto details = project_.details();
    check_project(project_.what(), project_.requests().project, details.body);
    details_ = details.body;
    store_.add("project", "project.json", "", project_.site(), target, details);
    std::vector<TrainedModel> models;
    auto listing = project_.models();
    for (std::size_t number = 1; auto page = listing.next(); ++number) {
      store_.add("models", number == 1 ? "models.json" : numbered("models", number), "",
                 project_.site(), page->target, page->response);
      std::ranges::move(read_models(page->response.body), std::back_inserter(models));
    }
    for (const auto& model : models)
      labels_.push_back(model.label);
    model_ = choose_model(std::move(models), wanted, project_.what());
    say("model " + in_quotes(model_.label) + ", trained " + in_quotes(model_.trained, 40));
  }

  // The summary is the fingerprint: where it changes, the pages may be of two evaluations.
  void read() {
    for (bool is_second : {false, true}) {
      if (read_once())
        return;
      if (!is_second)
        say("the evaluation changed while it was read; reading it again");
      store_.discard("result");
    }
    throw FetchError{project_.what() + ": the evaluation changes while it is read [E-CHANGED]"};
  }

  void read_export() {
    // That of the working copy may be another one by now.
    if (model_.has_snapshot && store_.stored("export.json", project_.site(), ""))
      return;
    try {
      const auto exported = export_project(project_.session(), project_.requests(),
                                           model_.has_snapshot ? model_.label : "");
      store_.add("export", "export.json", "", project_.site(), exported.target, exported.response);
    } catch (const NoExport& e) {
      store_.remark(e.what());
      say(e.what());
    }
  }

  Read result() && { return {std::move(model_), std::move(locations_), documents_}; }

 private:
  void say(const std::string& line) const {
    if (log_)
      log_(project_.what() + ": " + line);
  }

  // Whether summary and pages are of one evaluation; if so they are kept.
  bool read_once() {
    const auto first = begin();
    try {
      read_pages();
    } catch (const ListingChanged&) {
      return false;
    }
    const auto last = summary().body;
    if (content_digest(first) != content_digest(last))
      return false;
    check_whole(last);
    return true;
  }

  void check_whole(const std::string& summary) {
    try {
      check_kind(project_.what(), details_, summary);
      if (project_.requests().product == Product::text)
        check_labels(project_.what(), summary, labelled_);
    } catch (const FetchError&) {
      store_.discard("result");  // going on from these pages would only lead here again
      throw;
    }
  }

  Response summary() {
    return project_.get("the summary of " + project_.what() + ", model " + in_quotes(model_.label),
                        project_.requests().summary(model_.label),
                        [this] { return list_of_names(labels_, "models"); });
  }

  // The summary, and with it the decision what of an unfinished run may be used.
  std::string begin() {
    const auto first = summary();
    store_.add("summary", "summary.json", "", project_.site(),
               project_.requests().summary(model_.label), first);
    const auto kept = store_.begin_evaluation(model_.label + "\n" + model_.trained + "\n" +
                                              content_digest(first.body));
    if (kept > 0)
      say("going on from an unfinished run, which has left " + std::to_string(kept) + " files");
    return first.body;
  }

  Listing results() {
    return project_.list(
        "the evaluation of " + project_.what(), project_.requests().results(model_.label),
        project_.document_key(), true, [this](std::size_t number, const std::string& target) {
          return store_.stored(numbered("result", number), project_.site(), target);
        });
  }

  void read_pages() {
    const bool has_locations = !project_.document_key().empty();
    locations_.clear();
    documents_ = 0;
    labelled_ = 0;
    auto listing = results();
    try {
      for (std::size_t number = 1; auto page = listing.next(); ++number) {
        labelled_ += labelled_in_page(project_.session().parser());
        if (has_locations)
          std::ranges::move(page->news, std::back_inserter(locations_));
        documents_ = has_locations ? locations_.size() : listing.items();
        store_.count_documents(documents_);
        if (!page->is_kept)
          store_.add("result", numbered("result", number), "", project_.site(), page->target,
                     page->response);
      }
    } catch (const ListingError&) {
      store_.discard("result");  // going on from these pages would only lead here again
      throw;
    }
    say(std::to_string(documents_) + " documents");
    if (listing.repeated() > 0 && has_locations)
      store_.remark(std::to_string(listing.repeated()) +
                    " documents came on more than one page, with equal content");
  }

  Project& project_;
  RawStore& store_;
  const Log& log_;
  TrainedModel model_;
  std::vector<std::string> labels_;  // of all models
  std::vector<std::string> locations_;
  std::string details_;       // of the project, as they came
  std::size_t labelled_ = 0;  // labels of the documents on all pages
  std::size_t documents_ = 0;
};

// All that decides what is asked for, and of whom.
std::string fingerprint(const Source& source, const Job& job) {
  std::string all;
  for (const auto& part : {kind_of(source.product), source.endpoint, source.api_version,
                           job.project, job.model, job.texts ? job.texts->url : std::string{}})
    all += std::to_string(part.size()) + ":" + part;
  return sha256(all);
}

RawSource provenance(const Source& source, const Job& job, const Site& site,
                     const TrainedModel& model) {
  return {.kind = kind_of(source.product),
          .project = printable(job.project),
          .model = model.label,
          .facts = {{"api version", printable(source.api_version)},
                    {"endpoint", safe_url(site.origin, "")},
                    {"trained", model.trained},
                    {"expires", model.expires}}};
}

Read read_evaluation(const Source& source, const Job& job, const Site& site, const Network& network,
                     RawStore& store, const Log& log) {
  const auto seat = network.traffic.take_seat(site);
  Project project{source, job.project, site, network, log};
  Evaluation evaluation{project, store, log};
  evaluation.choose(job.model);
  evaluation.read();
  evaluation.read_export();
  return std::move(evaluation).result();
}

}  // namespace

void check_azure_language(const Source& source, const Job& job) {
  check_name("project", job.project);
  check_name("model", job.model);
  language_place(source);
  if (job.texts && source.product == Product::conversations)
    throw WrongKey{"texts", "source " + in_quotes(source.name) +
                                ": utterances come with their texts, so texts are not fetched"};
  if (job.texts)
    place_of(*job.texts);
}

Fetched fetch_azure_language(const Source& source, const Job& job, const Network& network,
                             const Destination& raw, const Log& log) {
  check_azure_language(source, job);
  const auto container = job.texts ? std::optional{place_of(*job.texts)} : std::nullopt;
  const auto place = language_place(source);
  RawStore store{raw, fingerprint(source, job)};
  const auto read = read_evaluation(source, job, place.site, network, store, log);
  const auto texts = container ? fetch_texts(network, *container, read.locations,
                                             job.texts->missing_share, store, log)
                               : 0;
  return {.model = read.model.label,
          .documents = read.documents,
          .texts = texts,
          .remarks = store.finish(provenance(source, job, place.site, read.model))};
}

}  // namespace errata::fetch
