#include "fetch/retry.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

#include "core/text.hpp"
#include "fetch/limits.hpp"
#include "fetch/timestamp.hpp"

namespace errata::fetch {

namespace {

constexpr std::size_t as_set = std::numeric_limits<std::size_t>::max();

constexpr auto rules = std::to_array<RetryRule>({
    {Fault::name_unknown, doubtful_attempts, "E-NET-DNS", true},  // resolvers fail so for a moment
    {Fault::name_lookup, as_set, "E-NET-DNS", true},
    {Fault::connect, as_set, "E-NET-CONNECT", true},  // "refused" too: behind a balancer it passes
    {Fault::proxy, 1, "E-NET-PROXY", true},
    {Fault::proxy_lost, as_set, "E-NET-PROXY", true},
    {Fault::handshake, doubtful_attempts, "E-TLS-HANDSHAKE", true},
    {Fault::certificate, 1, "E-TLS", true},  // repeating would only hide it
    {Fault::ca_file, 1, "E-TLS-CA-FILE", true},
    {Fault::cut, as_set, "E-NET-CUT", false},
    {Fault::silent, as_set, "E-NET-TIMEOUT", false},
    {Fault::slow, as_set, "E-NET-SLOW", false},
    {Fault::timeout, as_set, "E-NET-TIMEOUT", false},
    {Fault::too_large, 1, "E-HTTP-LIMIT", false},
    {Fault::bad_headers, doubtful_attempts, "E-HTTP-LIMIT", false},
    {Fault::crashed, doubtful_attempts, "E-PEER-CRASH", false},
    {Fault::busy, as_set, "E-HTTP-BUSY", false},
    {Fault::unacceptable, doubtful_attempts, "E-HTTP-ANSWER", false},
    {Fault::bad_json, doubtful_attempts, "E-JSON", false},
});

// Digits only, as milliseconds; more digits than a number has are no wish.
std::optional<milliseconds> natural(std::string_view text, std::int64_t unit) {
  const auto number = parse_integer(trimmed(text));
  if (!number || *number < 0 || *number > std::numeric_limits<std::int64_t>::max() / unit)
    return std::nullopt;
  return milliseconds{*number * unit};
}

std::optional<milliseconds> in_milliseconds(const Response& response, std::string_view name) {
  const auto value = response.header(name);
  return value ? natural(*value, 1) : std::nullopt;
}

// A date that has passed is no wish.
std::optional<milliseconds> until(Timestamp date, Timestamp from) {
  if (date <= from)
    return std::nullopt;
  return std::chrono::ceil<milliseconds>(date - from);
}

std::optional<milliseconds> in_words(std::string_view body) {
  static constexpr std::string_view words = "retry after ";
  const auto text = lowered(body.substr(0, error_body_bytes));
  const auto at = text.find(words);
  if (at == std::string::npos)
    return std::nullopt;
  const auto rest = std::string_view{text}.substr(at + words.size());
  const auto end = std::min(rest.find(' '), rest.size());
  return rest.substr(end).starts_with(" second") ? natural(rest.substr(0, end), 1000)
                                                 : std::nullopt;
}

}  // namespace

const RetryRule& rule_for(Fault fault) {
  return *std::ranges::find(rules, fault, &RetryRule::fault);
}

std::string code_behind(std::string_view message, std::string_view code) {
  return message.ends_with(']') ? std::string{} : " [" + std::string{code} + "]";
}

bool is_transient(int status) {
  static constexpr auto transient = std::to_array({408, 429, 500, 502, 503, 504});
  return std::ranges::find(transient, status) != transient.end();
}

milliseconds backoff(std::size_t attempt, double uniform, const RetryLimits& limits) {
  const double nominal =
      static_cast<double>(limits.first_wait.count()) * std::exp2(static_cast<double>(attempt) - 1);
  const auto wait = nominal * (least_wait_factor + uniform * range_of_wait_factor);
  return std::min(limits.longest_wait,
                  milliseconds{static_cast<std::int64_t>(std::min(wait, 1e12))});
}

std::optional<milliseconds> retry_after(const Response& response,
                                        std::chrono::system_clock::time_point local) {
  for (const auto* name : {"retry-after-ms", "x-ms-retry-after-ms"})
    if (const auto wait = in_milliseconds(response, name))
      return wait;
  const auto field = response.header("retry-after");
  if (!field)
    return in_words(response.body);
  if (const auto date = parse_http_date(*field)) {
    const auto said = response.header("date");
    if (const auto sent = said ? parse_http_date(*said) : std::nullopt)
      return until(*date, *sent);
    const auto wait = until(*date, local);  // by our clock, which may be wrong
    return wait ? std::optional{std::min(*wait, longest_wait_by_own_clock)} : std::nullopt;
  }
  return natural(*field, 1000);
}

}  // namespace errata::fetch
