#include "core/mask.hpp"

#include <utf8proc.h>

#include "core/unicode.hpp"

namespace errata {

namespace {

bool is_plain_symbol(char32_t c) {
  return is_ascii(c) && c > ' ' && c < 0x7F;
}

// What stands for `c`, or nothing where it stays.
char mask_of(char32_t c) {
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
      return 'X';
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return '9';
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return '\0';
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SK:
      return is_plain_symbol(c) ? '\0' : 'x';
    default:
      return is_space(c) ? '\0' : 'x';
  }
}

void append_masked(std::string& to, std::string_view valid) {
  for (std::size_t at = 0; at < valid.size();) {
    const auto [c, bytes] = code_point_at(valid, at);
    if (const char mask = mask_of(c); mask != '\0')
      to += mask;
    else
      to.append(valid, at, bytes);
    at += bytes;
  }
}

}  // namespace

std::string masked(std::string_view text) {
  std::string made;
  made.reserve(text.size());
  for (;;) {
    const auto invalid = find_invalid_utf8(text);
    append_masked(made, text.substr(0, invalid));
    if (invalid == std::string_view::npos)
      return made;
    made += 'x';
    text.remove_prefix(invalid + 1);
  }
}

}  // namespace errata
