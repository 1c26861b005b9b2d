#include "fetch/retry.hpp"

#include "fetch/timestamp.hpp"
#include "support/catch.hpp"

using namespace errata;
using fetch::Header;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

const auto local = std::chrono::sys_days{std::chrono::year{2026} / 11 / 21};

std::optional<milliseconds> wish(std::vector<Header> fields, std::string body = {}) {
  return fetch::retry_after({.status = 429, .headers = std::move(fields), .body = std::move(body)},
                            local);
}

}  // namespace

TEST_CASE("every form in which a server asks for patience is understood") {
  CHECK(wish({{"retry-after", "7"}}) == seconds{7});
  CHECK(wish({{"retry-after", " 0 "}}) == seconds{0});
  CHECK(wish({{"retry-after", "86400"}}) == seconds{86400});
  CHECK(wish({{"retry-after-ms", "250"}, {"retry-after", "7"}}) == milliseconds{250});
  CHECK(wish({{"x-ms-retry-after-ms", "250"}, {"retry-after", "7"}}) == milliseconds{250});
  CHECK(wish({}, "… Please retry after 12 seconds.") == seconds{12});
}

TEST_CASE("a date is counted from the server's own, so that a wrong clock here does no harm") {
  const Header date{"date", "Sun, 06 Nov 1994 08:49:37 GMT"};
  CHECK(wish({{"retry-after", "Sun, 06 Nov 1994 08:49:57 GMT"}, date}) == seconds{20});
  CHECK(wish({{"retry-after", "Sunday, 06-Nov-94 08:50:37 GMT"}, date}) == seconds{60});
  CHECK(wish({{"retry-after", "Sun Nov  6 08:49:38 1994"}, date}) == seconds{1});
  CHECK_FALSE(wish({{"retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"}, date}));
  CHECK(wish({{"retry-after", "Sat, 21 Nov 2026 00:01:00 GMT"}}) == seconds{60});
}

TEST_CASE("a date without the server's own is not waited for longer than a wrong clock is worth") {
  CHECK(wish({{"retry-after", "Sat, 21 Nov 2026 00:03:00 GMT"}}) == seconds{120});
  CHECK(wish({{"retry-after", "Tue, 21 Nov 2028 00:00:00 GMT"}}) == seconds{120});
  const Header date{"date", "Sat, 21 Nov 2026 00:00:00 GMT"};
  CHECK(wish({{"retry-after", "Sat, 21 Nov 2026 00:03:00 GMT"}, date}) == seconds{180});
}

TEST_CASE("a wish that makes no sense is no wish, and no crash") {
  const auto value = GENERATE(
      values<std::string>({"", "-1", "abc", "1e9", "7.5", "0x7", std::string(1'000, '9'),
                           "9223372036854775807", "Sun, 99 Nov 1994 08:49:37 GMT",
                           "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT"}));
  CAPTURE(value);
  CHECK_FALSE(wish({{"retry-after", value}}));
  CHECK_FALSE(wish({{"retry-after", "7"}, {"retry-after", "8"}}));
}

TEST_CASE("the waits outlive a throttle window of one minute, even with bad luck") {
  const fetch::RetryLimits limits;
  milliseconds shortest{0};
  for (std::size_t attempt = 1; attempt < limits.attempts; ++attempt) {
    shortest += fetch::backoff(attempt, 0, limits);
    CHECK(fetch::backoff(attempt, 0.999, limits) <= limits.longest_wait);
  }
  CHECK(shortest == seconds{62});
  CHECK(fetch::backoff(1, 0.4, limits) == milliseconds{2500});
  CHECK(fetch::backoff(1000, 0.4, limits) == limits.longest_wait);
}

TEST_CASE("only what may pass is repeated") {
  for (const int status : {408, 429, 500, 502, 503, 504})
    CHECK(fetch::is_transient(status));
  for (const int status : {200, 301, 400, 401, 403, 404, 409, 412, 413, 501, 505, 599, 0, 999})
    CHECK_FALSE(fetch::is_transient(status));
  CHECK(fetch::rule_for(fetch::Fault::certificate).attempts == 1);
  CHECK(fetch::rule_for(fetch::Fault::connect).attempts >= fetch::RetryLimits{}.attempts);
}

TEST_CASE("dates of JSON are compared as moments, not as text") {
  const auto at = [](const char* text) { return fetch::parse_rfc3339(text); };
  CHECK(at("2026-01-03T04:30:00+02:00") == at("2026-01-03T02:30:00Z"));
  CHECK(at("2026-01-03T02:30:00.5Z") > at("2026-01-03T02:30:00Z"));
  CHECK(at("2026-01-02T23:00:00-05:30") == at("2026-01-03T04:30:00.000Z"));
  CHECK(at("1970-01-01T00:00:01Z")->time_since_epoch() == seconds{1});
  for (const auto* bad : {"", "2026-01-03", "2026-02-30T00:00:00Z", "2026-01-03T02:30:00",
                          "2026-01-03T02:30:00.Z", "2026-01-03 02:30:00Z", "2026-13-03T02:30:00Z",
                          "2026-01-03T02:30:00+0200", "2026-01-03T02:30:00Zx"}) {
    CAPTURE(bad);
    CHECK_FALSE(at(bad));
  }
}
