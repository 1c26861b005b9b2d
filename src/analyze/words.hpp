// The words of a text as surfaces are compared.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace errata::analyze {

enum class LetterCase { upper, lower, none };  // none: digits, symbols, scripts without case

// A run of letters and digits; in scripts without spaces, and of other characters, each is a word.
// White space is none. Words are known by 64 bits of their form, which keeps no text: two
// words of equal form are taken for the same.
struct Word {
  std::uint32_t begin = 0, end = 0;  // bytes
  std::uint64_t form = 0;            // equal for words that differ in case or in Unicode's
                                     // composition only (canonical caseless matching)
  std::uint64_t stem = 0;  // of the form without its last up to three letters, of which at
                           // least four stay: plurals, genitives and case endings
  LetterCase letter_case = LetterCase::none;  // of the first letter
  bool is_text = false;                       // letters or digits
  bool is_unspaced = false;
};

class WordReader {
 public:
  void read(std::string_view text, std::vector<Word>& words);  // valid UTF-8; replaces `words`

 private:
  // What is costly to know of a word that is not ASCII, by the bytes of the last such one.
  struct Known {
    std::string bytes;
    Word word;
  };
  void know(std::string_view bytes, Word& word);

  std::vector<Known> known_;  // none until the first is met
};

}  // namespace errata::analyze
