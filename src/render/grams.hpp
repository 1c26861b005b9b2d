// Runs of words that are long enough to tell where a text comes from.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace errata::render {

// A word, or one character of a script without spaces between words. A third of a word tells as
// much as such a character.
struct Token {
  std::uint64_t hash = 0;  // upper and lower case of ASCII are one
  unsigned weight = 0;     // 3, or 1 for such a character; 0: nothing goes on over this
  bool is_blank = false;   // a masked word, or a number of at most three digits
};

// Ends what stands before it: no run goes on behind it.
inline constexpr char run_end = '\x1E';

// Punctuation and spaces are nothing. `text` is UTF-8; a byte that is none is passed over.
std::vector<Token> tokens_of(std::string_view text);

// Calls `found` with each shortest run of tokens that weighs as much as four words or twelve
// characters, and a hash of it.
void each_gram(std::span<const Token> tokens,
               const std::function<void(std::uint64_t hash, std::span<const Token> gram)>& found);

}  // namespace errata::render
