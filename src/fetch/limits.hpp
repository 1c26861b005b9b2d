// Every number of the fetch stage: how long, how often, how much. Values are decided here and
// nowhere else; those in structs can be set by the config (app/limit_options.hpp).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace errata::fetch {

using std::chrono::milliseconds;
using std::chrono::seconds;

// One attempt, as the worker and its parent bound it.
struct AttemptLimits {
  milliseconds connect{seconds{10}};       // per address, with the TLS handshake
  milliseconds read_silence{seconds{30}};  // no byte while an answer is due
  milliseconds write_silence{seconds{10}};
  milliseconds whole{seconds{120}};       // from outside: the worker is killed
  milliseconds rate_window{seconds{30}};  // after the first byte ...
  std::size_t rate_bytes =
      std::size_t{30} * 1024;  // ... at least this much in each window (1 KiB/s)
};

// Attempts and waits of one request. Azure's clients wait 0.8 s three times, for people who wait; a
// nightly job must outlive a throttle window of one minute, so the waits add up to 62 s at least.
struct RetryLimits {
  std::size_t attempts = 6;
  milliseconds first_wait{2500};  // doubles; times U from [0.8, 1.3)
  milliseconds longest_wait{seconds{60}};
  milliseconds longest_retry_after{seconds{120}};  // above: stop, and say when to come back
  milliseconds request{std::chrono::minutes{10}};  // one request with its waits
};

// For a date in Retry-After where the answer does not say what its own date is.
inline constexpr milliseconds longest_wait_by_own_clock{seconds{120}};

// What all connections of a run share.
struct RunLimits {
  milliseconds deadline{std::chrono::hours{2}};
  std::size_t retries = 10;  // of a run, plus one for each ten requests
  std::size_t requests_per_retry = 10;
  std::size_t breaker = 3;  // requests in a row of one origin that used all attempts
};

// What a user may set; everything else on this page is fixed.
struct Limits {
  AttemptLimits attempt;
  RetryLimits retry;
  RunLimits run;
};

// What is worth another try, but not as many as a network fault: a name that is unknown, a broken
// handshake, an answer that is no answer.
inline constexpr std::size_t doubtful_attempts = 2;

// The random factor of a wait is from [least, least + range); a wait that the service asked for
// gets a random time on top.
inline constexpr double least_wait_factor = 0.8;
inline constexpr double range_of_wait_factor = 0.5;
inline constexpr milliseconds longest_addition{seconds{1}};

// For a first word with a source, which ends in seconds; what a user sets counts where it is less.
inline constexpr Limits probe_limits{
    .attempt = {.connect = seconds{5},
                .read_silence = seconds{5},
                .write_silence = seconds{5},
                .whole = seconds{10}},
    .retry = {.attempts = 2,
              .first_wait = milliseconds{500},
              .longest_retry_after = seconds{2},
              .request = seconds{15}},
    .run = {.deadline = seconds{30}},
};

// The authoring API allows 100 GET and 10 POST a minute; better never to meet 429. A source that
// sets its own pace keeps the ratio.
inline constexpr std::size_t gets_per_minute = 90;
inline constexpr std::size_t gets_per_post = 10;

inline constexpr std::size_t page_bytes = std::size_t{64} << 20U;     // body of JSON
inline constexpr std::size_t document_bytes = std::size_t{4} << 20U;  // text: 128,000 characters
inline constexpr std::size_t file_bytes = std::size_t{512} << 20U;    // a plain file by URL
inline constexpr std::size_t error_body_bytes = std::size_t{64} << 10U;
inline constexpr std::size_t error_shown_bytes = 300;
inline constexpr std::size_t header_bytes = std::size_t{64} << 10U;
inline constexpr std::size_t header_fields = 100;
inline constexpr std::size_t link_bytes = std::size_t{8} << 10U;
inline constexpr std::size_t most_pages = 10'000;
inline constexpr std::size_t most_items = 1'000'000;
inline constexpr std::size_t pages_without_news = 2;  // in a row: the listing is stuck
inline constexpr std::size_t models_at_once = 4;
inline constexpr std::size_t text_refusals_in_a_row = 3;  // 403: all would be refused
inline constexpr std::size_t probe_file_bytes = std::size_t{64} << 10U;
inline constexpr std::size_t probe_texts = 5;  // tried where the first may be missing
inline constexpr std::size_t proxy_answer_bytes = std::size_t{16} << 10U;  // to CONNECT
inline constexpr std::size_t azure_name_bytes = 100;                       // project or model
inline constexpr std::size_t file_name_bytes = 100;                        // that we give a file

// Open to one host at a time, whatever the number of models.
inline constexpr std::size_t authoring_connections = 2;
inline constexpr std::size_t text_connections = 4;  // no gain above on two cores

inline constexpr std::size_t secret_min_bytes = 8;
inline constexpr std::size_t secret_max_bytes = 4096;

// A token is replaced so long before its end that no request outlives it; a longer life is not
// believed.
inline constexpr seconds token_margin{300};
inline constexpr seconds token_longest_life{std::chrono::hours{24}};

// An unfinished fetch is gone on with the next night, not three weeks later.
inline constexpr std::chrono::hours oldest_checkpoint{48};

inline constexpr milliseconds export_first_poll{seconds{2}};
inline constexpr milliseconds export_longest_poll{seconds{10}};
inline constexpr milliseconds export_whole{std::chrono::minutes{5}};

inline constexpr std::uint64_t worker_memory_bytes = std::uint64_t{512} << 20U;
inline constexpr std::uint64_t worker_files = 64;

}  // namespace errata::fetch
