#include "app/clock.hpp"

#include <cstdlib>

#include "core/error.hpp"
#include "support/catch.hpp"

using namespace errata;

TEST_CASE("a run is named after its start in UTC, to the second") {
  using std::chrono::seconds;
  using std::chrono::sys_seconds;
  CHECK(app::run_id(sys_seconds{seconds{0}}) == "1970-01-01T000000Z");
  CHECK(app::run_id(sys_seconds{seconds{1'795'226'400}}) == "2026-11-21T020000Z");
}

TEST_CASE("SOURCE_DATE_EPOCH replaces the clock, and nonsense in it is said") {
  ::setenv("SOURCE_DATE_EPOCH", "86399", 1);
  CHECK(app::run_id(app::start_time()) == "1970-01-01T235959Z");
  for (const auto* bad : {"", "yesterday", "-1", "1e9", "99999999999999"}) {
    ::setenv("SOURCE_DATE_EPOCH", bad, 1);
    CHECK_THROWS_AS(app::start_time(), UsageError);
  }
  ::unsetenv("SOURCE_DATE_EPOCH");
}
