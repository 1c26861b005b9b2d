// Days of the calendar as ISO 8601 writes them.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace errata {

// "2026-11-21" and nothing else. Nothing for a day that is not in the calendar.
std::optional<std::chrono::sys_days> parse_day(std::string_view text);

}  // namespace errata
