// Cuts the text of a span into the parts that it seems to be made of.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace errata::analyze {

enum class PartKind : unsigned char { number, long_number, compound_number, code, name, words };
inline constexpr std::size_t part_kinds = 6;
std::string_view name_of(PartKind kind);  // "Number", "Long number", …

struct Segment {
  PartKind kind;
  std::size_t begin, end;  // bytes of the text
};

// Cut at separators (, ; / | brackets, line breaks, dashes between blanks) and where the shape
// changes between
//   number           up to 4 digits
//   long_number      5 digits and more, as postcodes and account numbers have
//   compound_number  digits with . , : / - between them: dates, amounts, telephone numbers
//   code             digits and letters in one token
//   name             words that begin with a capital
//   words            other words; neighbouring words are one segment, by the first of them
// "12 High Street, 10115 Berlin" is number, name, long number, name. At most `most_segments`.
std::vector<Segment> cut(std::string_view text);
inline constexpr std::size_t most_segments = 12;

// How many segments of each kind there are.
using PartCounts = std::array<std::uint8_t, part_kinds>;
PartCounts counts_of(const std::vector<Segment>& segments);
inline bool is_cut(const std::vector<Segment>& segments) {
  return segments.size() > 1;
}

}  // namespace errata::analyze
