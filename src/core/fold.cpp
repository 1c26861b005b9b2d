#include "core/fold.hpp"

#include <cstdlib>
#include <memory>

#include <utf8proc.h>

#include "core/unicode.hpp"

namespace errata {

namespace {

struct Free {
  void operator()(utf8proc_uint8_t* bytes) const { std::free(bytes); }
};

std::string mapped(std::string_view text, int options) {
  utf8proc_uint8_t* made = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &made,
                                 static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, Free> owned{made};
  if (size < 0)
    return std::string{text};
  return {reinterpret_cast<const char*>(made), static_cast<std::size_t>(size)};
}

// Folding may take a text out of its normal form, so it is done between two normalizations.
std::string decomposed_lower(std::string_view text) {
  const auto decomposed = mapped(text, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
  return mapped(decomposed, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD);
}

std::string composed(std::string_view text) {
  return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

// Latin and Greek: in other scripts a mark makes another letter, or a vowel.
bool has_accents(char32_t letter) {
  return letter < 0x250 || (letter >= 0x370 && letter < 0x400) ||
         (letter >= 0x1E00 && letter < 0x2000);
}

bool is_mark(char32_t c) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(c)) == UTF8PROC_CATEGORY_MN;
}

}  // namespace

std::string case_folded(std::string_view text) {
  return composed(decomposed_lower(text));
}

std::string without_marks(std::string_view text) {
  const auto lower = decomposed_lower(text);
  if (find_invalid_utf8(lower) != std::string::npos)
    return lower;
  std::string bare;
  char32_t letter = 0;
  for (std::size_t at = 0; at < lower.size();) {
    const auto [c, bytes] = code_point_at(lower, at);
    if (!is_mark(c))
      letter = c;
    if (!is_mark(c) || !has_accents(letter))
      bare.append(lower, at, bytes);
    at += bytes;
  }
  return composed(bare);
}

}  // namespace errata
