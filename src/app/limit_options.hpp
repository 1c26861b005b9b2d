// The limits of fetching that a user may set: keys of [errata], flags, and environment variables.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "fetch/limits.hpp"

namespace errata::app {

struct LimitOption {
  std::string_view key;    // "retry_wait"; the flag is --retry-wait, the variable ERRATA_RETRY_WAIT
  std::string_view value;  // what the value is, for --help
  std::string_view help;
  // Sets the limit from its text. `where` names the option, variable or config line in a
  // UsageError.
  void (*set)(fetch::Limits& to, const std::string& text, const std::string& where);
  std::string (*show)(const fetch::Limits& limits);
};

std::span<const LimitOption> limit_options();

// One that was given outside the config.
struct LimitSetting {
  const LimitOption* option;
  std::string text, where;
};

// Lines for `errata check`: what can be set, then what is fixed.
std::string describe_limits(const fetch::Limits& limits);

// What can be set alone, for `errata check --online`.
std::string describe_probe_limits(const fetch::Limits& limits);

struct CountRange {
  std::size_t least, most;
};

// A whole number within `range`. Throws UsageError "WHERE: …" naming the range.
std::size_t parse_count(const std::string& text, CountRange range, const std::string& where);

std::string flag_of(const LimitOption& option);  // "attempt-timeout" of the key attempt_timeout

}  // namespace errata::app
