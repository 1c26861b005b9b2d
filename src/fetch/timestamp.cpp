#include "fetch/timestamp.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/text.hpp"

namespace errata::fetch {

namespace {

using namespace std::chrono;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The number that is the whole of `text`: 1 to `most` digits.
std::optional<int> digits(std::string_view text, std::size_t most) {
  if (text.empty() || text.size() > most || !std::ranges::all_of(text, is_digit))
    return std::nullopt;
  return static_cast<int>(*parse_integer(text));
}

std::optional<Timestamp> at(std::optional<int> y, std::optional<int> m, std::optional<int> d,
                            std::optional<seconds> time) {
  if (!y || !m || !d || !time)
    return std::nullopt;
  const year_month_day date{year{*y}, month{static_cast<unsigned>(*m)},
                            day{static_cast<unsigned>(*d)}};
  if (!date.ok())
    return std::nullopt;
  return sys_days{date} + *time;
}

// "08:49:37"; 60 seconds are a leap second.
std::optional<seconds> time_of_day(std::string_view text) {
  const auto parts = split(text, ':');
  if (parts.size() != 3)
    return std::nullopt;
  const auto h = digits(parts[0], 2);
  const auto m = digits(parts[1], 2);
  const auto s = digits(parts[2], 2);
  if (!h || !m || !s || *h > 23 || *m > 59 || *s > 60)
    return std::nullopt;
  return hours{*h} + minutes{*m} + seconds{*s};
}

std::optional<int> month_named(std::string_view name) {
  static constexpr auto names = std::to_array<std::string_view>(
      {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"});
  const auto found = std::ranges::find(names, name);
  if (found == names.end())
    return std::nullopt;
  return static_cast<int>(found - names.begin()) + 1;
}

std::optional<int> year_of(std::string_view text) {
  const auto number = digits(text, 4);
  if (!number || (text.size() != 2 && text.size() != 4))
    return std::nullopt;
  if (text.size() == 4)
    return number;
  return *number < 70 ? 2000 + *number : 1900 + *number;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find_first_of(" ,-", begin), text.size());
    if (end > begin)
      words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

// "Z", "+02:00"
std::optional<minutes> zone_of(std::string_view text) {
  if (text == "Z" || text == "z")
    return minutes{0};
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
    return std::nullopt;
  const auto h = digits(text.substr(1, 2), 2);
  const auto m = digits(text.substr(4), 2);
  if (!h || !m || *h > 23 || *m > 59)
    return std::nullopt;
  const auto offset = hours{*h} + minutes{*m};
  return text[0] == '-' ? -offset : offset;
}

nanoseconds fraction_of(std::string_view fraction) {
  std::string nine{fraction.substr(0, 9)};
  nine.resize(9, '0');
  return nanoseconds{*parse_integer(nine)};
}

}  // namespace

std::optional<Timestamp> parse_http_date(std::string_view text) {
  if (text.size() > 64)
    return std::nullopt;
  const auto words = words_of(text);
  if (words.size() == 6 && words[5] == "GMT")
    return at(year_of(words[3]), month_named(words[2]), digits(words[1], 2), time_of_day(words[4]));
  if (words.size() == 5)
    return at(year_of(words[4]), month_named(words[1]), digits(words[2], 2), time_of_day(words[3]));
  return std::nullopt;
}

std::optional<Timestamp> parse_rfc3339(std::string_view text) {
  if (text.size() < 20 || text.size() > 64 || text[4] != '-' || text[7] != '-' ||
      (text[10] != 'T' && text[10] != 't'))
    return std::nullopt;
  const auto moment = at(digits(text.substr(0, 4), 4), digits(text.substr(5, 2), 2),
                         digits(text.substr(8, 2), 2), time_of_day(text.substr(11, 8)));
  auto rest = text.substr(19);
  std::string_view fraction;
  if (rest.starts_with('.')) {
    const auto end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
    fraction = rest.substr(1, end - 1);
    rest = rest.substr(end);
    if (fraction.empty())
      return std::nullopt;
  }
  const auto zone = zone_of(rest);
  if (!moment || !zone)
    return std::nullopt;
  return *moment + fraction_of(fraction) - *zone;
}

}  // namespace errata::fetch
