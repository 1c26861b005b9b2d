// Code points in UTF-8 text. Functions take valid UTF-8 unless they say otherwise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace errata {

// How messages call bytes that are no UTF-8.
inline constexpr std::string_view not_utf8 = "not valid UTF-8";

// What many programs write before UTF-8 text.
inline constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

// The text behind that mark, if it begins with one.
std::string_view without_mark(std::string_view text);

// In what a source counts offsets.
enum class OffsetUnit { bytes, codepoints, utf16 };

// The byte at which `text` stops being valid UTF-8, or npos. Overlong forms, surrogates and values
// above U+10FFFF are invalid.
std::size_t find_invalid_utf8(std::string_view text);

// The text with U+FFFD in the place of every byte that is none.
std::string valid_utf8(std::string_view text);

struct CodePoint {
  char32_t value;
  std::size_t bytes;
};

// What most characters of most texts are, and so is told apart in place.
constexpr bool is_ascii(char32_t c) {
  return c < 0x80;
}
bool is_ascii(std::string_view text);  // all of it

// The code point that begins at byte `at`, which must be inside the text and at a boundary.
CodePoint code_point_beyond_ascii(std::string_view text, std::size_t at);
inline CodePoint code_point_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  return is_ascii(lead) ? CodePoint{lead, 1} : code_point_beyond_ascii(text, at);
}

void append_utf8(std::string& to, char32_t value);

// Length of the text in `unit`.
std::size_t length_in(OffsetUnit unit, std::string_view text);

bool is_space_beyond_ascii(char32_t c);
inline bool is_space(char32_t c) {
  return is_ascii(c) ? c == ' ' || (c >= 0x09 && c <= 0x0D) : is_space_beyond_ascii(c);
}

// Letters, digits and marks: what a word is made of. Approximated by excluding ASCII and general
// punctuation, symbols and spaces; exact for ASCII.
bool is_word_beyond_ascii(char32_t c);
inline bool is_word(char32_t c) {
  if (!is_ascii(c))
    return is_word_beyond_ascii(c);
  return (c >= '0' && c <= '9') || ((c | 0x20U) >= 'a' && (c | 0x20U) <= 'z') || c == '_';
}

// Scripts written without spaces between words (Han, kana, Thai, Lao, Khmer, Myanmar).
bool is_unspaced_script_beyond_ascii(char32_t c);
inline bool is_unspaced_script(char32_t c) {
  return !is_ascii(c) && is_unspaced_script_beyond_ascii(c);
}

// Characters that change how the text around them is shown, or that show nothing: controls, bidi
// controls, zero-width characters, tags, noncharacters. Tab and line feed are not among them.
bool is_invisible(char32_t c);

// "U+202E"
std::string code_point_name(char32_t c);

}  // namespace errata
