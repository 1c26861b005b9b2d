// Strings that people and machines read: numbers, names in messages, nearest names.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace errata {

// `text` between single quotes as a message may show it: valid UTF-8, invisible characters and line
// breaks as \u{202E}, cut to `limit` bytes at a character boundary with "…" behind.
std::string in_quotes(std::string_view text, std::size_t limit = 200);

// The same without the quotes.
std::string printable(std::string_view text, std::size_t limit = 200);

// ", did you mean 'x'?" for the candidate nearest to `name` by edit distance
// (a swap of neighbours counts once, and so does a name cut short), empty where none is
// near enough to be a slip of the finger.
std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates);

// By row of a table: its `name`, which lives as long as the row.
template <typename Rows>
std::vector<std::string_view> names_of(const Rows& rows) {
  std::vector<std::string_view> names;
  for (const auto& row : rows)
    names.push_back(row.name);
  return names;
}

// The candidate that did_you_mean() would ask for, empty where none is near enough.
std::string_view nearest_name(std::string_view name, std::span<const std::string_view> candidates);

// "1 page", "2 pages": a number with its noun, which takes an "s" behind it.
std::string count_of(std::uint64_t number, std::string_view noun);

// "1,228": as people read large numbers.
std::string grouped(std::uint64_t number);

// The whole of `text` as a number, or nothing: no sign but '-', no blanks, no "nan" or "inf".
std::optional<std::int64_t> parse_integer(std::string_view text);
std::optional<double> parse_number(std::string_view text);

// Decimal with exactly `digits` places, independent of the locale, half away from zero.
std::string fixed(double value, int digits);

// Shortest decimal that reads back as the same double.
std::string shortest(double value);

// The same without an exponent: "100000", "0.00001".
std::string decimal(double value);

std::string_view trimmed(std::string_view text);
std::string lowered(std::string_view text);                        // ASCII only
bool equal_ignoring_case(std::string_view a, std::string_view b);  // ASCII only

// "a".."z" split at `separator`; an empty text gives one empty part.
std::vector<std::string_view> split(std::string_view text, char separator);

// Whether `text` matches a pattern of literal characters, '*' and '?', in linear time and memory.
bool matches_glob(std::string_view pattern, std::string_view text);

}  // namespace errata
