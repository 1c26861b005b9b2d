// Texts of spans: their normal form, their shape, their tokens.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "model/document.hpp"

namespace errata::analyze {

// The text of a span, empty where the document has none.
std::string_view text_of(const model::Document& document, const model::Annotation& span);

// White space trimmed, runs of it as one blank. Case is kept: "US" is not "us".
std::string normalized_surface(std::string_view text);

// Digits as 9, upper case as X, other letters as x, runs collapsed; white space as one blank, other
// characters as they are: "12 High St., N1" is "9 Xx Xx., X9". Case is that of ASCII, Latin-1,
// Greek and Cyrillic; letters of other scripts count as lower case.
std::string shape_of(std::string_view text);

// Words: runs of letters and digits. Scripts without spaces count half a token a character, rounded
// up.
std::size_t count_tokens(std::string_view text);

// What parts of an entity stand between: comma, semicolon, slash, bar, bracket, "&", the ends of
// lines, and their full-width forms.
bool is_separator(char32_t c);

// Whether a word would begin, or end, at byte `at`: no letter or digit on both sides, or a script
// that has no spaces on either.
bool is_word_boundary(std::string_view text, std::size_t at);

enum class LetterKind { digit, upper, lower, unspaced, space, other };
LetterKind kind_of(char32_t c);

// The code point before byte `at` > 0, which must be a boundary.
char32_t code_point_before(std::string_view text, std::size_t at);

}  // namespace errata::analyze
