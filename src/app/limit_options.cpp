#include "app/limit_options.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "app/duration.hpp"
#include "core/error.hpp"
#include "core/text.hpp"

namespace errata::app {

namespace {

using fetch::Limits;
using fetch::milliseconds;
using std::chrono::hours;

milliseconds time(const std::string& text, milliseconds most, const std::string& where) {
  const auto parsed = parse_duration(text);
  if (!parsed || *parsed < milliseconds{1} || *parsed > most)
    throw UsageError{where + ": " + in_quotes(text, 40) + " is no time from 1ms to " +
                     duration_text(most) + "; write 500ms, 90s, 10min or 2h"};
  return *parsed;
}

// The lowest rate stays 1 KiB/s, over as long as silence is borne.
void set_read_timeout(Limits& to, const std::string& text, const std::string& where) {
  const auto longest = time(text, hours{1}, where);
  to.attempt.read_silence = longest;
  to.attempt.rate_window = longest;
  to.attempt.rate_bytes = static_cast<std::size_t>(longest.count()) * 1024 / 1000;
}

constexpr auto options = std::to_array<LimitOption>({
    {"deadline", "TIME", "of all fetching of a run (default 2h)",
     [](Limits& to, const std::string& text, const std::string& where) {
       to.run.deadline = time(text, hours{24 * 7}, where);
     },
     [](const Limits& limits) { return duration_text(limits.run.deadline); }},
    {"attempts", "N", "of one request, the first included (default 6)",
     [](Limits& to, const std::string& text, const std::string& where) {
       to.retry.attempts = parse_count(text, {1, 20}, where);
     },
     [](const Limits& limits) { return std::to_string(limits.retry.attempts); }},
    {"retry_wait", "TIME",
     "before the second attempt; doubles from one to the next (default 2500ms)",
     [](Limits& to, const std::string& text, const std::string& where) {
       to.retry.first_wait = time(text, hours{1}, where);
     },
     [](const Limits& limits) { return duration_text(limits.retry.first_wait); }},
    {"attempt_timeout", "TIME", "of one attempt, from name lookup to last byte (default 2min)",
     [](Limits& to, const std::string& text, const std::string& where) {
       to.attempt.whole = time(text, hours{1}, where);
     },
     [](const Limits& limits) { return duration_text(limits.attempt.whole); }},
    {"read_timeout", "TIME",
     "silence that is borne; also the time over which 1 KiB/s must come (default 30s)",
     set_read_timeout,
     [](const Limits& limits) { return duration_text(limits.attempt.read_silence); }},
    {"connect_timeout", "TIME", "for each address, with the TLS handshake (default 10s)",
     [](Limits& to, const std::string& text, const std::string& where) {
       to.attempt.connect = time(text, hours{1}, where);
     },
     [](const Limits& limits) { return duration_text(limits.attempt.connect); }},
});

struct FixedLimit {
  std::string_view what;
  std::string value;
};

std::string mebibytes(std::size_t bytes) {
  return std::to_string(bytes >> 20U) + " MiB";
}

std::string kibibytes(std::size_t bytes) {
  return std::to_string(bytes >> 10U) + " KiB";
}

std::vector<FixedLimit> fixed_limits(const Limits& limits) {
  const auto& [attempt, retry, run] = limits;
  return {
      {"longest wait between attempts", duration_text(retry.longest_wait)},
      {"longest wait that a service may ask for", duration_text(retry.longest_retry_after)},
      {"longest wait for a date, by the own clock",
       duration_text(fetch::longest_wait_by_own_clock)},
      {"one request with all its attempts", duration_text(retry.request)},
      {"repetitions in a run",
       fmt::format("{}, and one for each {} requests", run.retries, run.requests_per_retry)},
      {"failed requests in a row that end a host's part", std::to_string(run.breaker)},
      {"random factor of a wait",
       fmt::format("{} to {}", fixed(fetch::least_wait_factor, 1),
                   fixed(fetch::least_wait_factor + fetch::range_of_wait_factor, 1))},
      {"random time behind a wait that was asked for", duration_text(fetch::longest_addition)},
      {"attempts where it is doubtful that another helps",
       std::to_string(fetch::doubtful_attempts)},
      {"silence while sending", duration_text(attempt.write_silence)},
      {"models at once", std::to_string(fetch::models_at_once)},
      {"connections to the authoring API, for texts",
       fmt::format("{}, {}", fetch::authoring_connections, fetch::text_connections)},
      {"GETs, POSTs a minute where a source says nothing",
       fmt::format("{}, {}", fetch::gets_per_minute,
                   fetch::gets_per_minute / fetch::gets_per_post)},
      {"pages, items of a list", fmt::format("{}, {}", fetch::most_pages, fetch::most_items)},
      {"pages in a row without news that end a list", std::to_string(fetch::pages_without_news)},
      {"refused texts in a row that end the texts", std::to_string(fetch::text_refusals_in_a_row)},
      {"pause before an export is looked at, at first", duration_text(fetch::export_first_poll)},
      {"longest such pause", duration_text(fetch::export_longest_poll)},
      {"an export with all its pauses", duration_text(fetch::export_whole)},
      {"time before its end when a token is replaced", duration_text(fetch::token_margin)},
      {"longest life of a token", duration_text(fetch::token_longest_life)},
      {"bytes of a header, fields of it",
       fmt::format("{}, {}", kibibytes(fetch::header_bytes), fetch::header_fields)},
      {"bytes of a link, of an error that is read",
       fmt::format("{}, {}", kibibytes(fetch::link_bytes), kibibytes(fetch::error_body_bytes))},
      {"bytes of an error that are shown", std::to_string(fetch::error_shown_bytes)},
      {"bytes of a proxy's answer", kibibytes(fetch::proxy_answer_bytes)},
      {"bytes of a first word with a file", kibibytes(fetch::probe_file_bytes)},
      {"texts that a first word tries", std::to_string(fetch::probe_texts)},
      {"bytes of a secret",
       fmt::format("{} to {}", fetch::secret_min_bytes, fetch::secret_max_bytes)},
      {"bytes of a project's or model's name", std::to_string(fetch::azure_name_bytes)},
      {"bytes of the name that a file gets", std::to_string(fetch::file_name_bytes)},
      {"bytes of a page, a text, a file",
       fmt::format("{}, {}, {}", mebibytes(fetch::page_bytes), mebibytes(fetch::document_bytes),
                   mebibytes(fetch::file_bytes))},
      {"age of an unfinished fetch that is gone on with", duration_text(fetch::oldest_checkpoint)},
      {"memory, open files of a fetch worker",
       fmt::format("{}, {}", mebibytes(fetch::worker_memory_bytes), fetch::worker_files)},
  };
}

}  // namespace

std::span<const LimitOption> limit_options() {
  return options;
}

std::size_t parse_count(const std::string& text, CountRange range, const std::string& where) {
  const auto number = parse_integer(text);
  if (!number || *number < 0 || static_cast<std::size_t>(*number) < range.least ||
      static_cast<std::size_t>(*number) > range.most)
    throw UsageError{fmt::format("{}: {} is no number from {} to {}", where, in_quotes(text, 40),
                                 range.least, range.most)};
  return static_cast<std::size_t>(*number);
}

std::string describe_probe_limits(const Limits& limits) {
  std::string text = "limits of first words, which are short\n";
  for (const auto& option : options)
    text += fmt::format("  {:<18}{}\n", option.key, option.show(limits));
  return text;
}

std::string describe_limits(const Limits& limits) {
  std::string text = "limits of fetching\n";
  for (const auto& option : options)
    text += fmt::format("  {:<18}{:<8}{}\n", option.key, option.show(limits), option.help);
  for (const auto& [what, value] : fixed_limits(limits))
    text += fmt::format("  {:<50}{}\n", what, value);
  return text;
}

std::string flag_of(const LimitOption& option) {
  std::string flag{option.key};
  std::ranges::replace(flag, '_', '-');
  return flag;
}

}  // namespace errata::app
