#include "analyze/surface.hpp"

#include "core/unicode.hpp"

namespace errata::analyze {

namespace {

bool is_upper(char32_t c) {
  if (c < 0x80)
    return c >= 'A' && c <= 'Z';
  if (c >= 0x100 && c <= 0x17F)  // pairs; the parity turns twice on the way
    return (c % 2 == 0) != ((c >= 0x139 && c <= 0x148) || c >= 0x179);
  return (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3AB) ||
         (c >= 0x400 && c <= 0x42F);
}

bool joins_words(char32_t c) {
  return is_word(c) && !is_unspaced_script(c);
}

template <typename Visit>
void for_each_code_point(std::string_view text, Visit visit) {
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    visit(point.value, text.substr(at, point.bytes));
    at += point.bytes;
  }
}

}  // namespace

std::string_view text_of(const model::Document& document, const model::Annotation& span) {
  if (!document.has_text)
    return {};
  return std::string_view{document.text}.substr(span.begin, span.end - span.begin);
}

std::string normalized_surface(std::string_view text) {
  std::string surface;
  surface.reserve(text.size());
  std::size_t word = 0;  // where the run without white space begins
  const auto end_word = [&](std::size_t at) {
    if (at > word && !surface.empty())
      surface += ' ';
    surface.append(text, word, at - word);
  };
  for (std::size_t at = 0; at < text.size();) {
    const auto [c, bytes] = code_point_at(text, at);
    if (is_space(c)) {
      end_word(at);
      word = at + bytes;
    }
    at += bytes;
  }
  end_word(text.size());
  return surface;
}

LetterKind kind_of(char32_t c) {
  if (c >= '0' && c <= '9')
    return LetterKind::digit;
  if (is_space(c))
    return LetterKind::space;
  if (!is_word(c) || c == '_')
    return LetterKind::other;
  if (is_unspaced_script(c))
    return LetterKind::unspaced;
  return is_upper(c) ? LetterKind::upper : LetterKind::lower;
}

std::string shape_of(std::string_view text) {
  std::string shape;
  for_each_code_point(text, [&](char32_t c, std::string_view bytes) {
    std::string_view mark = bytes;
    switch (kind_of(c)) {
      case LetterKind::digit:
        mark = "9";
        break;
      case LetterKind::upper:
        mark = "X";
        break;
      case LetterKind::lower:
      case LetterKind::unspaced:
        mark = "x";
        break;
      case LetterKind::space:
        mark = " ";
        break;
      case LetterKind::other:
        break;
    }
    if (!shape.ends_with(mark))
      shape += mark;
  });
  return shape;
}

std::size_t count_tokens(std::string_view text) {
  std::size_t words = 0;
  std::size_t unspaced = 0;
  bool in_word = false;
  for_each_code_point(text, [&](char32_t c, std::string_view) {
    const bool word = joins_words(c);
    words += word && !in_word;
    unspaced += is_unspaced_script(c);
    in_word = word;
  });
  return words + (unspaced + 1) / 2;
}

char32_t code_point_before(std::string_view text, std::size_t at) {
  do
    --at;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
  return code_point_at(text, at).value;
}

bool is_separator(char32_t c) {
  return std::u32string_view{U",;/|()[]{}&\n\r、，；／（）"}.find(c) != std::u32string_view::npos;
}

bool is_word_boundary(std::string_view text, std::size_t at) {
  if (at == 0 || at >= text.size())
    return true;
  return !joins_words(code_point_before(text, at)) || !joins_words(code_point_at(text, at).value);
}

}  // namespace errata::analyze
