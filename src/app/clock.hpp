// The time of a run: the wall clock, or SOURCE_DATE_EPOCH for outputs that can be reproduced.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace errata::app {

// Throws UsageError when SOURCE_DATE_EPOCH is set and no number of seconds.
std::chrono::sys_seconds start_time();

// The day of SOURCE_DATE_EPOCH alone: where it is not set, the same input gives the same output on
// any day. Throws UsageError likewise.
std::optional<std::chrono::sys_days> reproduced_day();

// "2026-11-21T020000Z", UTC
std::string run_id(std::chrono::sys_seconds time);

}  // namespace errata::app
