// Requests with everything that makes them reliable: pacing, acceptance, repetition, time limits.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "fetch/acceptance.hpp"
#include "fetch/known_secrets.hpp"
#include "fetch/traffic.hpp"
#include "fetch/transport.hpp"

namespace errata::fetch {

// Takes one-line messages about the progress. Called by one thread at a time.
using Log = std::function<void(std::string_view)>;

struct Ask {
  std::string what;  // how messages call it: "page 7 of the evaluation"
  std::string target;
  Body body = Body::json;
  std::size_t limit = page_bytes;
  bool may_be_cut = false;  // at the limit
  Method method = Method::get;
  std::string post_body;
  bool may_repeat = false;  // a POST: doing it twice does no harm
};

// The world as the stage sees it: real, or a script and a clock of a test.
struct Network {
  Transport& transport;
  Traffic& traffic;
  RetryLimits retry = {};
  const KnownSecrets* secrets = nullptr;         // that no answer may repeat, beside the site's own
  std::atomic<std::size_t>* requests = nullptr;  // counts those that were started
};

// One connection to one site, used by one thread. All arguments outlive it.
class Session {
 public:
  Session(const Network& network, const Site& site, const Log& log);
  ~Session();

  // An accepted answer, or one of a status that no repetition changes (400, 401, 403, 404, …),
  // which the caller judges. Throws FetchError "WHAT: why (attempt 6 of 6, 94 s in all) [CODE]"
  // where the attempts are used up, for a redirect, and for an accepted answer that repeats the
  // credential.
  Response ask(const Ask& ask);

  // The same for what most requests are: a GET of a JSON page.
  Response get(std::string what, std::string target);

  // Holds the document of the last answer that was accepted as JSON; free for another.
  json::Parser& parser() { return *parser_; }

  const Site& site() const { return site_; }
  Clock& clock() { return traffic_.clock(); }

  // Sleeps. Throws FetchError "WHAT: ..." where the time of the run would be up.
  void pause(const std::string& what, milliseconds time);

 private:
  milliseconds since(std::chrono::steady_clock::time_point begin);
  struct Attempt;
  Attempt attempt(const Ask& ask, milliseconds time);
  struct Tries {
    std::size_t number;
    milliseconds spent;  // with the waits between them
  };
  milliseconds wait_before_next(const Ask& ask, const Attempt& last, const Tries& tries,
                                const Traffic::Visit& visit);
  void heed(const Ask& ask, const Attempt& last);
  Response accepted(const Ask& ask, Response response);
  std::string without_known(std::string text) const;
  bool has_credential() const;
  std::string refusal(const Response& response) const;
  std::string without_answer(const TransportError& fault) const;
  [[noreturn]] void give_up(const Ask& ask, const Attempt& last, const std::string& why);

  const Site& site_;
  Traffic& traffic_;
  const Log& log_;
  RetryLimits limits_;
  const KnownSecrets* secrets_;
  std::atomic<std::size_t>* requests_;
  std::unique_ptr<Connection> connection_;
  std::unique_ptr<json::Parser> parser_;
};

}  // namespace errata::fetch
