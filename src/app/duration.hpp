// Lengths of time as people write them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace errata::app {

// "500ms", "90s", "10min", "2h": digits and a unit without a blank. Nothing for anything else, or
// for more than a year.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

// In the largest unit that gives a whole number: "90s", "2h". parse_duration reads it back.
std::string duration_text(std::chrono::milliseconds time);

}  // namespace errata::app
