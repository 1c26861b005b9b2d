#include "fetch/session.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/json_reader.hpp"
#include "core/text.hpp"
#include "fetch/limits.hpp"
#include "fetch/retry.hpp"
#include "fetch/service_error.hpp"

namespace errata::fetch {

// An answer, or why there is none.
struct Session::Attempt {
  Response response;
  std::optional<Fault> fault;
  std::string why;
  std::optional<milliseconds> retry_after;
};

namespace {

constexpr int unauthorized = 401;

// 429 Too Many Requests, 503 Service Unavailable.
bool is_asked_later(int status) {
  return status == 429 || status == 503;
}

bool may_repeat(const Ask& ask, Fault fault, int status) {
  return ask.method == Method::get || ask.may_repeat || rule_for(fault).is_before_sending ||
         is_asked_later(status);
}

// Other requests would find the same.
bool concerns_origin(Fault fault, int status) {
  return rule_for(fault).is_before_sending || is_asked_later(status);
}

// A wish of less than a second is more often a habit than a promise.
milliseconds wait_for(std::optional<milliseconds> wish, milliseconds own, double uniform) {
  if (!wish)
    return own;
  const auto addition = std::chrono::duration_cast<milliseconds>(uniform * longest_addition);
  return *wish < seconds{1} ? std::max(own, *wish) : *wish + addition;
}

}  // namespace

Session::Session(const Network& network, const Site& site, const Log& log)
    : site_{site},
      traffic_{network.traffic},
      log_{log},
      limits_{network.retry},
      secrets_{network.secrets},
      requests_{network.requests},
      connection_{network.transport.open(site)},
      parser_{std::make_unique<json::Parser>()} {
}
Session::~Session() = default;

Session::Attempt Session::attempt(const Ask& ask, milliseconds time) {
  Attempt made;
  try {
    made.response = connection_->send({.method = ask.method,
                                       .target = ask.target,
                                       .body = ask.post_body,
                                       .limit = ask.limit,
                                       .may_be_cut = ask.may_be_cut,
                                       .timeout = time});
  } catch (const TransportError& e) {
    made.fault = e.fault;
    made.why = without_answer(e);
    return made;
  }
  const int status = made.response.status;
  // before anything is cut for a message: a part of a secret is not known again
  for (auto& header : made.response.headers)
    header.value = without_known(std::move(header.value));
  if (status > 299)
    made.response.body = without_known(std::move(made.response.body));
  if (is_transient(status)) {
    made.fault = Fault::busy;
    made.why = describe_error(made.response, site_.credential.secret);
    made.retry_after = retry_after(made.response, traffic_.clock().date());
  } else if (status >= 200 && status <= 299) {
    if (const auto rejection = reject(made.response, ask.body, *parser_)) {
      made.fault = rejection->fault;
      made.why = without_secret(rejection->why, site_.credential.secret);
    }
  }
  return made;
}

Response Session::ask(const Ask& ask) {
  std::optional<std::chrono::steady_clock::time_point> begin;
  Traffic::Visit visit{traffic_, site_, ask.method};
  bool is_renewed = false;
  for (std::size_t number = 1;;) {
    connection_->renew(false);
    visit.wait_turn();
    if (!begin)
      begin = traffic_.clock().now();
    if (requests_ != nullptr)
      ++*requests_;
    const auto left = std::max(limits_.request - since(*begin), milliseconds{1});
    auto made = attempt(ask, std::min(traffic_.time_left(), left));
    visit.end_turn();
    if (!made.fault) {
      traffic_.answered(site_.origin);
      if (made.response.status == unauthorized && !std::exchange(is_renewed, true) &&
          connection_->renew(true))
        continue;
      return accepted(ask, std::move(made.response));
    }
    const auto wait = wait_before_next(ask, made, {number, since(*begin)}, visit);
    if (log_)
      log_(ask.what + ": " + made.why + "; trying again in " + in_seconds(wait));
    traffic_.clock().sleep(wait);
    ++number;
  }
}

Response Session::accepted(const Ask& ask, Response response) {
  if (response.status == unauthorized && has_credential())
    traffic_.refused(site_, refusal(response));
  check_use(ask.what, response, site_, secrets_);
  return response;
}

std::string Session::without_known(std::string text) const {
  if (secrets_ != nullptr)
    return secrets_->redact_escaped(std::move(text));
  KnownSecrets own;
  own.add(site_.credential.secret);
  return own.redact_escaped(std::move(text));
}

bool Session::has_credential() const {
  return site_.credential.kind != Credential::Kind::none;
}

std::string Session::refusal(const Response& response) const {
  const auto& place = site_.credential.place;
  return authority(site_.origin) + ": the credential" + (place.empty() ? "" : " of " + place) +
         " was refused (" + describe_error(response, site_.credential.secret) +
         "), so it is not shown again [E-AUTH]";
}

// The proxy may stand in a variable that nobody thinks of.
std::string Session::without_answer(const TransportError& fault) const {
  const bool concerns_proxy = fault.fault == Fault::proxy || fault.fault == Fault::proxy_lost ||
                              fault.fault == Fault::connect;
  const bool is_named = concerns_proxy && site_.proxy && !site_.proxy->place.empty();
  return authority(site_.origin) + ": " + fault.what() +
         (is_named ? "; the proxy is that of " + site_.proxy->place : "");
}

milliseconds Session::since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration_cast<milliseconds>(traffic_.clock().now() - begin);
}

void Session::pause(const std::string& what, milliseconds time) {
  if (time >= traffic_.time_left())
    throw TimeUp{what + ": the time of the run is up [E-DEADLINE]"};
  traffic_.clock().sleep(time);
}

Response Session::get(std::string what, std::string target) {
  return ask({.what = std::move(what), .target = std::move(target), .post_body = {}});
}

// What the server asks of everybody.
void Session::heed(const Ask& ask, const Attempt& last) {
  if (!last.retry_after)
    return;
  if (*last.retry_after <= limits_.longest_retry_after)
    return traffic_.hold(site_.origin, *last.retry_after);
  traffic_.shut(site_.origin, *last.retry_after);
  give_up(ask, last,
          "; the service asks to come back in " + in_seconds(*last.retry_after) + " [E-THROTTLED]");
}

milliseconds Session::wait_before_next(const Ask& ask, const Attempt& last, const Tries& tries,
                                       const Traffic::Visit& visit) {
  const auto most = std::min(limits_.attempts, rule_for(*last.fault).attempts);
  const auto tried = " (attempt " + std::to_string(tries.number) + " of " + std::to_string(most) +
                     ", " + in_seconds(tries.spent) + " in all)";
  heed(ask, last);
  const bool is_of_origin = concerns_origin(*last.fault, last.response.status);
  const auto troubles = is_of_origin ? traffic_.trouble(visit) : 0;
  if (tries.number >= most || !may_repeat(ask, *last.fault, last.response.status))
    give_up(ask, last, tried);
  const double uniform = traffic_.clock().uniform();
  const auto wait = wait_for(last.retry_after,
                             backoff(std::max(tries.number, troubles), uniform, limits_), uniform);
  if (wait >= traffic_.time_left())
    give_up(ask, last, tried + "; the time of the run is up [E-DEADLINE]");
  if (tries.spent + wait > limits_.request)
    give_up(ask, last, tried + "; no time is left to try again");
  if (!traffic_.spend_retry())
    give_up(ask, last, tried + "; the run has no repetition left [E-RETRY-BUDGET]");
  if (is_of_origin)
    traffic_.let_calm(site_.origin, wait);
  return wait;
}

void Session::give_up(const Ask& ask, const Attempt& last, const std::string& why) {
  traffic_.failed(site_.origin);
  // a code of the reason comes last
  auto reason = last.why;
  std::string code{rule_for(*last.fault).code};
  if (const auto at = reason.rfind(" ["); reason.ends_with(']') && at != std::string::npos) {
    code = reason.substr(at + 2, reason.size() - at - 3);
    reason.resize(at);
  }
  const auto message = ask.what + ": " + reason + why + code_behind(why, code);
  if (message.ends_with("[E-DEADLINE]"))
    throw TimeUp{message};
  throw FetchError{message};
}

}  // namespace errata::fetch
