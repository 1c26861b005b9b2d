#include "render/visible.hpp"

#include <string>

#include "core/unicode.hpp"

namespace errata::render {

namespace {

using Emit = std::function<void(std::string_view)>;

constexpr char32_t zero_width_non_joiner = 0x200C;
constexpr char32_t zero_width_joiner = 0x200D;

// Scripts from Arabic to Sinhala, Myanmar and Khmer, whose letters change shape by their
// neighbours.
bool is_joining_script(char32_t c) {
  return (c >= 0x620 && c <= 0xDFF) || (c >= 0x1000 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF);
}

bool is_pictograph(char32_t c) {
  return (c >= 0x2190 && c <= 0x2BFF) || c == 0xFE0F || (c >= 0x1F000 && c <= 0x1FAFF);
}

bool joins(char32_t before, char32_t c, char32_t after) {
  if (c == zero_width_joiner && is_pictograph(before) && is_pictograph(after))
    return true;
  return (c == zero_width_joiner || c == zero_width_non_joiner) && is_joining_script(before) &&
         is_joining_script(after);
}

void each_valid(std::string_view text, const Emit& show, const Emit& name) {
  std::size_t begin = 0;
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto [c, bytes] = code_point_at(text, at);
    const auto next = at + bytes;
    const char32_t after = next < text.size() ? code_point_at(text, next).value : 0;
    if (is_invisible(c) && !joins(before, c, after)) {
      show(text.substr(begin, at - begin));
      if (c != '\r' || after != '\n')
        name(code_point_name(c));
      begin = next;
    }
    before = c;
    at = next;
  }
  show(text.substr(begin));
}

std::string byte_name(char byte) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  const auto value = static_cast<unsigned char>(byte);
  return {'\\', 'x', digits[value >> 4U], digits[value & 0xFU]};
}

}  // namespace

void each_visible(std::string_view text, const Emit& show, const Emit& name) {
  for (;;) {
    const auto invalid = find_invalid_utf8(text);
    each_valid(text.substr(0, invalid), show, name);
    if (invalid == std::string_view::npos)
      return;
    name(byte_name(text[invalid]));
    text.remove_prefix(invalid + 1);
  }
}

}  // namespace errata::render
