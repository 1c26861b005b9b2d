// Dates as HTTP and JSON write them.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace errata::fetch {

using Timestamp = std::chrono::sys_time<std::chrono::nanoseconds>;

// The three forms of RFC 9110, section 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT" and the obsolete
// ones. A year of two digits is 1970 to 2069.
std::optional<Timestamp> parse_http_date(std::string_view text);

// RFC 3339: "2022-04-18T13:53:03Z", with a fraction (digits after the ninth do not count) or a
// zone.
std::optional<Timestamp> parse_rfc3339(std::string_view text);

}  // namespace errata::fetch
