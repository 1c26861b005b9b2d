#include "fetch/blob_texts.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>

#include "core/error.hpp"
#include "core/text.hpp"
#include "fetch/limits.hpp"
#include "fetch/sas.hpp"
#include "fetch/service_error.hpp"

namespace errata::fetch {

namespace {

std::string file_name(std::size_t index) {
  const auto number = std::to_string(index + 1);
  return "texts/" + std::string(6 - std::min<std::size_t>(6, number.size()), '0') + number + ".txt";
}

std::string name_of(const std::string& location) {
  return "text of " + in_quotes(location);
}

// The work, shared by threads that each have a connection of their own.
class Download {
 public:
  Download(const Network& network, const Place& container,
           const std::vector<std::string>& locations, double missing_share, RawStore& store,
           const Log& log)
      : network_{network},
        container_{container},
        locations_{locations},
        may_miss_{static_cast<std::size_t>(missing_share * static_cast<double>(locations.size()))},
        store_{store},
        log_{log} {}

  std::size_t run() {
    store_.expect_texts(locations_.size());
    const auto connections = std::min(text_connections, locations_.size());
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < connections; ++i)
      threads.emplace_back([this] { work(); });
    for (auto& thread : threads)
      thread.join();
    if (fault_)
      std::rethrow_exception(fault_);
    return received_;
  }

 private:
  void work() {
    try {
      const Log log = [this](std::string_view line) {
        const std::lock_guard lock{mutex_};
        if (log_)
          log_(line);
      };
      const auto seat = network_.traffic.take_seat(container_.site);
      Session session{network_, container_.site, log};
      for (auto index = next_++; index < locations_.size(); index = next_++)
        get(session, index);
    } catch (const std::exception&) {
      const std::lock_guard lock{mutex_};
      if (!fault_)
        fault_ = std::current_exception();
      next_ = locations_.size();  // the others stop as well
    }
  }

  void get(Session& session, std::size_t index) {
    const auto& location = locations_[index];
    const auto target = blob_target(container_.target, location);
    if (target.empty())
      return miss(location, " was not asked for: its name has a '.' or '..' part");
    if (const auto kept = store_.stored(file_name(index), session.site(), target))
      return received(location, *kept);
    const auto response = session.ask({.what = name_of(location),
                                       .target = target,
                                       .body = Body::document,
                                       .limit = document_bytes,
                                       .post_body = {}});
    if (response.status != 200)
      return refused(session, location, response);
    refusals_ = 0;
    store_.add("text", file_name(index), location, session.site(), target, response);
    received(location, response);
  }

  void received(const std::string& location, const Response& response) {
    ++received_;
    if (is_unverified(response))
      store_.remark(name_of(location) + " came without its length, so it may be cut short");
  }

  void refused(Session& session, const std::string& location, const Response& response) {
    if (response.status == 404)
      return miss(location, " was not found (404)");
    if (response.status != 403)
      fail_with_status(name_of(location), response, session.site());
    const auto sas = session.site().credential.secret.reveal();
    if (has_expired(sas, response) || ++refusals_ >= text_refusals_in_a_row ||
        ++missing_ > may_miss_)
      fail_with_status(name_of(location), response, session.site(),
                       explain_refusal(sas, response, session.clock().date()));
    store_.remark(name_of(location) + " may not be read (403)");
  }

  void miss(const std::string& location, const std::string& why) {
    if (++missing_ > may_miss_)
      throw FetchError{name_of(location) + why + "; " +
                       (may_miss_ == 0 ? std::string{"no text"} : count_of(may_miss_, "text")) +
                       " of " + std::to_string(locations_.size()) +
                       " may be missing (missing_texts) [E-TEXT-MISSING]"};
    store_.remark(name_of(location) + why);
  }

  const Network& network_;
  const Place& container_;
  const std::vector<std::string>& locations_;
  const std::size_t may_miss_;
  RawStore& store_;
  const Log& log_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<std::size_t> received_ = 0;
  std::atomic<std::size_t> refusals_ = 0;
  std::atomic<std::size_t> missing_ = 0;
  std::mutex mutex_;  // guards log_ and what follows
  std::exception_ptr fault_;
};

}  // namespace

std::string blob_target(const std::string& container, const std::string& location) {
  std::string target = container;
  for (const auto segment : split(location, '/')) {
    if (segment == "." || segment == "..")
      return {};
    target += "/" + encode_segment(segment);
  }
  return target;
}

std::size_t fetch_texts(const Network& network, const Place& container,
                        const std::vector<std::string>& locations, double missing_share,
                        RawStore& store, const Log& log) {
  return Download{network, container, locations, missing_share, store, log}.run();
}

}  // namespace errata::fetch
