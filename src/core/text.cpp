#include "core/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

#include "core/unicode.hpp"

namespace errata {

namespace {

template <typename Number>
std::optional<Number> parse_whole(std::string_view text) {
  Number number{};
  const auto* end = text.data() + text.size();
  const auto [stop, fault] = std::from_chars(text.data(), end, number);
  if (fault != std::errc{} || stop != end || text.empty())
    return std::nullopt;
  return number;
}

// Insertions, deletions, substitutions, and swaps of neighbours (optimal string alignment).
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before, last);
    std::swap(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const auto substituted = last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
      row[j] = std::min({substituted, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row[b.size()];
}

}  // namespace

std::string printable(std::string_view text, std::size_t limit) {
  std::string shown;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto rest = text.substr(at, 4);
    const auto invalid = find_invalid_utf8(rest);
    if (shown.size() >= limit)
      return shown + "…";
    if (invalid == 0) {
      shown += "\\x";
      shown += code_point_name(static_cast<unsigned char>(text[at])).substr(4);
      ++at;
      continue;
    }
    const auto [value, bytes] = code_point_at(text, at);
    if (is_invisible(value) || value == '\n' || value == '\t')
      shown += "\\u{" + code_point_name(value).substr(2) + "}";
    else
      shown += text.substr(at, bytes);
    at += bytes;
  }
  return shown;
}

std::string in_quotes(std::string_view text, std::size_t limit) {
  return "'" + printable(text, limit) + "'";
}

std::string_view nearest_name(std::string_view name, std::span<const std::string_view> candidates) {
  std::string_view best;
  auto least = std::numeric_limits<std::size_t>::max();
  for (const auto candidate : candidates) {
    const bool is_short_for = name.size() > 2 && candidate.starts_with(name);
    const auto distance = is_short_for ? 1 : edit_distance(lowered(name), lowered(candidate));
    if (std::tuple{distance, candidate.size()} < std::tuple{least, best.size()}) {
      least = distance;
      best = candidate;
    }
  }
  const auto allowed = std::max<std::size_t>(1, std::min(name.size(), best.size()) / 3);
  return name.size() > 100 || least > allowed ? std::string_view{} : best;
}

std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates) {
  const auto best = nearest_name(name, candidates);
  return best.empty() ? "" : ", did you mean '" + std::string{best} + "'?";
}

std::string grouped(std::uint64_t number) {
  auto digits = std::to_string(number);
  for (auto at = digits.size(); at > 3;)
    digits.insert(at -= 3, 1, ',');
  return digits;
}

std::string count_of(std::uint64_t number, std::string_view noun) {
  return std::to_string(number) + " " + std::string{noun} + (number == 1 ? "" : "s");
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  return parse_whole<std::int64_t>(text);
}

std::optional<double> parse_number(std::string_view text) {
  const auto number = parse_whole<double>(text);
  return number && std::isfinite(*number) ? number : std::nullopt;
}

std::string fixed(double value, int digits) {
  const auto scale = std::pow(10.0, digits);
  // Halves of decimal fractions are rarely exact in binary; a nudge by one part in 10^12 keeps
  // 0.0625 -> 0.063 and 2.675 -> 2.68, as a reader with a pencil would round.
  const auto scaled = std::round(value * scale * (1 + 1e-12));
  char buffer[64];
  const auto [end, fault] = std::to_chars(buffer, buffer + sizeof buffer, scaled / scale,
                                          std::chars_format::fixed, digits);
  std::string printed{buffer, fault == std::errc{} ? end : buffer};
  const bool is_zero = printed.find_first_of("123456789") == std::string::npos;
  if (is_zero && printed.starts_with('-'))
    printed.erase(0, 1);
  return printed;
}

std::string decimal(double value) {
  char buffer[400];  // the longest double has 309 digits, the smallest 324 and what follows
  const auto [end, fault] =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed);
  return fault == std::errc{} ? std::string{buffer, end} : shortest(value);
}

std::string shortest(double value) {
  char buffer[64];
  const auto [end, fault] = std::to_chars(buffer, buffer + sizeof buffer, value);
  return {buffer, fault == std::errc{} ? end : buffer};
}

// Not by find_first_not_of(), which looks up each character by a call of memchr().
std::string_view trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && is_blank(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back()))
    text.remove_suffix(1);
  return text;
}

std::string lowered(std::string_view text) {
  std::string lower{text};
  for (auto& c : lower)
    if (c >= 'A' && c <= 'Z')
      c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && lowered(a) == lowered(b);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (auto at = text.find(separator); at != std::string_view::npos;
       at = text.find(separator, begin)) {
    parts.push_back(text.substr(begin, at - begin));
    begin = at + 1;
  }
  parts.push_back(text.substr(begin));
  return parts;
}

bool matches_glob(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  auto star = std::string_view::npos;
  std::size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

}  // namespace errata
