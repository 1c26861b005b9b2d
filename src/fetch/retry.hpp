// When a request is repeated, and after how long.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "fetch/transport.hpp"

namespace errata::fetch {

// How many attempts a fault is worth at most, and its stable code.
struct RetryRule {
  Fault fault;
  std::size_t attempts;
  std::string_view code;
  bool is_before_sending;  // nothing has reached the server, so that a POST may be repeated
};
const RetryRule& rule_for(Fault fault);

// " [CODE]" for the end of `message`; empty where a more exact code stands there.
std::string code_behind(std::string_view message, std::string_view code);

// 408, 429, 500, 502, 503, 504: the same request may succeed later.
bool is_transient(int status);

// Before attempt `attempt` + 1: first_wait · 2^(attempt-1) · U, U from the range of the
// random factor (limits.hpp) by `uniform` from [0, 1), capped.
milliseconds backoff(std::size_t attempt, double uniform, const RetryLimits& limits);

// What the server asks for: retry-after-ms, x-ms-retry-after-ms, Retry-After as a date (counted
// from the answer's own Date, so that a wrong clock here does not matter) or as seconds, else
// "retry after N seconds" in the body. Nothing where it asks for nothing that makes sense.
std::optional<milliseconds> retry_after(const Response& response,
                                        std::chrono::system_clock::time_point local);

}  // namespace errata::fetch
