// What is held of a document that is too large to be held whole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "analyze/example.hpp"
#include "analyze/match.hpp"

namespace errata::analyze {

struct Excerpt {
  struct Window {
    std::uint32_t begin = 0, end = 0;
  };
  std::vector<Window> windows;         // bytes of the text, ascending and apart; none without text
  std::vector<std::uint32_t> matches;  // that are held: indexes, ascending
};

// Bytes of analysis.json, rather too many: of an item with its part of the pairs, and of a window,
// without its text.
std::size_t cost_of_item(std::string_view label);
inline constexpr std::size_t cost_of_window = 40;

// Errors in the order of the text as far as `room` bytes of analysis.json go, each with the text
// around its spans; then whatever else lies inside these windows, as far as they go. The beginning
// of the text where nothing is wrong, or where labels are those of the whole document. A window
// begins and ends where a word does; within a word of great length between two characters as people
// see them.
Excerpt excerpt_of(const Place& place, const std::vector<Match>& matches, std::size_t room);

}  // namespace errata::analyze
