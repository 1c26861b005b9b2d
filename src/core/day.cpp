#include "core/day.hpp"

#include <algorithm>

#include "core/text.hpp"

namespace errata {

namespace {

bool is_written_right(std::string_view text) {
  constexpr std::string_view form = "0000-00-00";
  return text.size() == form.size() &&
         std::equal(text.begin(), text.end(), form.begin(), [](char c, char wanted) {
           return wanted == '-' ? c == '-' : c >= '0' && c <= '9';
         });
}

}  // namespace

std::optional<std::chrono::sys_days> parse_day(std::string_view text) {
  if (!is_written_right(text))
    return std::nullopt;
  const auto part = [text](std::size_t at, std::size_t digits) {
    return *parse_integer(text.substr(at, digits));
  };
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(part(0, 4))},
                                         std::chrono::month{static_cast<unsigned>(part(5, 2))},
                                         std::chrono::day{static_cast<unsigned>(part(8, 2))}};
  return date.ok() ? std::optional{std::chrono::sys_days{date}} : std::nullopt;
}

}  // namespace errata
