#include "app/limit_options.hpp"

#include <algorithm>

#include <stdlib.h>

#include "app/config.hpp"
#include "app/duration.hpp"
#include "app/options.hpp"
#include "core/error.hpp"
#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace errata;
using namespace std::chrono_literals;

namespace {

fetch::Limits with(std::string_view key, const std::string& text) {
  fetch::Limits limits;
  const auto options = app::limit_options();
  std::ranges::find(options, key, &app::LimitOption::key)->set(limits, text, "here");
  return limits;
}

}  // namespace

TEST_CASE("a time is digits and a unit, and reads back as it was written") {
  for (const auto* text : {"1ms", "500ms", "90s", "10min", "2h", "8760h"}) {
    const auto time = app::parse_duration(text);
    REQUIRE(time);
    CHECK(app::duration_text(*time) == text);
  }
  CHECK(app::parse_duration("120s") == 2min);
  for (const auto* text : {"", "s", "90", "-1s", "+1s", " 1s", "1 s", "1e3s", "1.5s", "nan", "1S",
                           "1m", "1min ", "9999999h", "99999999999999999999ms"}) {
    CAPTURE(text);
    CHECK_FALSE(app::parse_duration(text));
  }
}

TEST_CASE("each limit sets what it says, and shows what it is set to") {
  CHECK(with("deadline", "10min").run.deadline == 10min);
  CHECK(with("attempts", "2").retry.attempts == 2);
  CHECK(with("retry_wait", "50ms").retry.first_wait == 50ms);
  CHECK(with("attempt_timeout", "3s").attempt.whole == 3s);
  CHECK(with("read_timeout", "2s").attempt.read_silence == 2s);
  CHECK(with("read_timeout", "2s").attempt.rate_window == 2s);
  CHECK(with("read_timeout", "2s").attempt.rate_bytes == 2048);
  CHECK(with("connect_timeout", "1s").attempt.connect == 1s);
  for (const auto& option : app::limit_options()) {
    const auto shown = option.show({});
    CAPTURE(option.key);
    CHECK(option.show(with(option.key, shown)) == shown);
    const auto help = std::string{option.help};
    const auto written = help.substr(help.rfind(' ') + 1);
    CHECK(option.show(with(option.key, written.substr(0, written.size() - 1))) == shown);
  }
}

TEST_CASE("a limit out of its range names the range") {
  CHECK_THROWS_WITH(with("attempts", "0"), "here: '0' is no number from 1 to 20");
  CHECK_THROWS_WITH(with("attempts", "21"), "here: '21' is no number from 1 to 20");
  CHECK_THROWS_WITH(with("attempts", "-1"), "here: '-1' is no number from 1 to 20");
  CHECK_THROWS_WITH(with("deadline", "0s"),
                    "here: '0s' is no time from 1ms to 168h; write 500ms, 90s, 10min or 2h");
  CHECK_THROWS_AS(with("deadline", "169h"), UsageError);
  CHECK_NOTHROW(with("deadline", "168h"));
}

TEST_CASE("limits stand in the config, and in flags and the environment outside it") {
  const test::Scratch scratch;
  const std::string model = "[model.a]\ninput = x\n";
  const auto config =
      app::read_config(scratch.file("c.ini", "[errata]\nretry_wait = 1s\n" + model));
  CHECK(config.limits.retry.first_wait == 1s);
  CHECK_THROWS_WITH(app::read_config(scratch.file("d.ini", "[errata]\nretry_wiat = 1s\n" + model)),
                    Catch::EndsWith("unknown key 'retry_wiat', did you mean 'retry_wait'?"));
  CHECK_THROWS_WITH(app::read_config(scratch.file("e.ini", "[errata]\ndeadline = 1e3\n" + model)),
                    Catch::Contains("e.ini:2: 'deadline': '1e3' is no time"));
  ::setenv("ERRATA_ATTEMPTS", "3", 1);
  ::setenv("ERRATA_DEADLINE", "1h", 1);
  const auto options = app::parse_options({"run", "c.ini", "--deadline", "9s"});
  ::unsetenv("ERRATA_ATTEMPTS");
  ::unsetenv("ERRATA_DEADLINE");
  REQUIRE(options);
  REQUIRE(options->limits.size() == 2);
  CHECK(options->limits[0].where == "--deadline");
  CHECK(options->limits[0].text == "9s");
  CHECK(options->limits[1].where == "ERRATA_ATTEMPTS");
}
