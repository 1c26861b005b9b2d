#include "app/limit_options.hpp"

#include <algorithm>

#include <stdlib.h>

#include "app/config.hpp"
#include "app/duration.hpp"
#include "app/options.hpp"
#include "core/error.hpp"
#include "core/files.hpp"
#include "core/text.hpp"
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

struct Shown {
  std::string_view name;  // in the header
  std::string_view line;  // of `errata check` that shows it
};

// Every number of the header, in its order.
constexpr Shown shown[] = {
    {"connect", "connect_timeout   10s "},
    {"read_silence", "read_timeout      30s "},
    {"write_silence", "silence while sending 10s"},
    {"whole", "attempt_timeout   2min "},
    {"rate_window", "read_timeout      30s "},
    {"rate_bytes", "over which 1 KiB/s must come"},
    {"attempts", "attempts          6 "},
    {"first_wait", "retry_wait        2500ms "},
    {"longest_wait", "longest wait between attempts 1min"},
    {"longest_retry_after", "longest wait that a service may ask for 2min"},
    {"request", "one request with all its attempts 10min"},
    {"longest_wait_by_own_clock", "longest wait for a date, by the own clock 2min"},
    {"deadline", "deadline          2h "},
    {"retries", "repetitions in a run 10, and"},
    {"requests_per_retry", ", and one for each 10 requests"},
    {"breaker", "failed requests in a row that end a host's part 3"},
    {"doubtful_attempts", "attempts where it is doubtful that another helps 2"},
    {"least_wait_factor", "random factor of a wait 0.8"},
    {"range_of_wait_factor", "random factor of a wait 0.8 to 1.3"},
    {"longest_addition", "random time behind a wait that was asked for 1s"},
    {"gets_per_minute", "GETs, POSTs a minute where a source says nothing 90,"},
    {"gets_per_post", "GETs, POSTs a minute where a source says nothing 90, 9"},
    {"page_bytes", "bytes of a page, a text, a file 64 MiB,"},
    {"document_bytes", "bytes of a page, a text, a file 64 MiB, 4 MiB,"},
    {"file_bytes", "bytes of a page, a text, a file 64 MiB, 4 MiB, 512 MiB"},
    {"error_body_bytes", "bytes of a link, of an error that is read 8 KiB, 64 KiB"},
    {"error_shown_bytes", "bytes of an error that are shown 300"},
    {"header_bytes", "bytes of a header, fields of it 64 KiB"},
    {"header_fields", "bytes of a header, fields of it 64 KiB, 100"},
    {"link_bytes", "bytes of a link, of an error that is read 8 KiB"},
    {"most_pages", "pages, items of a list 10000"},
    {"most_items", "pages, items of a list 10000, 1000000"},
    {"pages_without_news", "pages in a row without news that end a list 2"},
    {"models_at_once", "models at once 4"},
    {"text_refusals_in_a_row", "refused texts in a row that end the texts 3"},
    {"probe_file_bytes", "bytes of a first word with a file 64 KiB"},
    {"probe_texts", "texts that a first word tries 5"},
    {"proxy_answer_bytes", "bytes of a proxy's answer 16 KiB"},
    {"azure_name_bytes", "bytes of a project's or model's name 100"},
    {"file_name_bytes", "bytes of the name that a file gets 100"},
    {"authoring_connections", "connections to the authoring API, for texts 2"},
    {"text_connections", "connections to the authoring API, for texts 2, 4"},
    {"secret_min_bytes", "bytes of a secret 8"},
    {"secret_max_bytes", "bytes of a secret 8 to 4096"},
    {"token_margin", "time before its end when a token is replaced 5min"},
    {"token_longest_life", "longest life of a token 24h"},
    {"oldest_checkpoint", "age of an unfinished fetch that is gone on with 48h"},
    {"export_first_poll", "pause before an export is looked at, at first 2s"},
    {"export_longest_poll", "longest such pause 10s"},
    {"export_whole", "an export with all its pauses 5min"},
    {"worker_memory_bytes", "memory, open files of a fetch worker 512 MiB"},
    {"worker_files", "memory, open files of a fetch worker 512 MiB, 64"},
};

// "seconds NAME{…}", "std::size_t NAME = …": the name, where the line declares a number.
std::string number_declared_in(std::string_view line) {
  const bool is_constant = line.starts_with("inline constexpr ");
  const bool is_member = line.starts_with("  milliseconds ") || line.starts_with("  std::size_t ");
  if (!is_constant && !is_member)
    return {};
  auto head = line.substr(0, line.find_first_of("={"));
  head = trimmed(head);
  return std::string{head.substr(head.rfind(' ') + 1)};
}

// Blanks between what and value as one.
std::string with_single_blanks(std::string_view text) {
  std::string made;
  for (const char c : text)
    if (c != ' ' || !made.ends_with(' '))
      made += c;
  return made;
}

}  // namespace

TEST_CASE("a check shows every number of the header of limits") {
  std::vector<std::string> names;
  LineReader header{LIMITS_HEADER};
  for (std::string_view line; header.next(line);)
    if (auto name = number_declared_in(line); !name.empty() && name != "probe_limits")
      names.push_back(std::move(name));
  std::vector<std::string> expected;
  for (const auto& row : shown)
    expected.emplace_back(row.name);
  CHECK(names == expected);
  const auto text = with_single_blanks(app::describe_limits({}));
  for (const auto& row : shown) {
    CAPTURE(row.name, text);
    CHECK(text.find(with_single_blanks(row.line)) != std::string::npos);
  }
}

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
    const auto as_set = option.show({});
    CAPTURE(option.key);
    CHECK(option.show(with(option.key, as_set)) == as_set);
    const auto help = std::string{option.help};
    const auto written = help.substr(help.rfind(' ') + 1);
    CHECK(option.show(with(option.key, written.substr(0, written.size() - 1))) == as_set);
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
