#include "app/clock.hpp"

#include <cstdlib>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/text.hpp"

namespace errata::app {

namespace {

std::optional<std::chrono::sys_seconds> given_time() {
  const auto* epoch = std::getenv("SOURCE_DATE_EPOCH");
  if (epoch == nullptr)
    return std::nullopt;
  const auto seconds = parse_integer(epoch);
  constexpr std::int64_t year_9999 = 253'402'300'799;
  if (!seconds || *seconds < 0 || *seconds > year_9999)
    throw UsageError{"SOURCE_DATE_EPOCH: " + in_quotes(epoch) + " is no number of seconds"};
  return std::chrono::sys_seconds{std::chrono::seconds{*seconds}};
}

}  // namespace

std::chrono::sys_seconds start_time() {
  const auto given = given_time();
  return given ? *given
               : std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::optional<std::chrono::sys_days> reproduced_day() {
  const auto given = given_time();
  return given ? std::optional{std::chrono::floor<std::chrono::days>(*given)} : std::nullopt;
}

std::string run_id(std::chrono::sys_seconds time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}{:02}{:02}Z", int{date.year()}, unsigned{date.month()},
                     unsigned{date.day()}, clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count());
}

}  // namespace errata::app
