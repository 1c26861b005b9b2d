#include "core/unicode.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <span>

namespace errata {

namespace {

struct Range {
  char32_t first, last;
};

bool contains(std::span<const Range> ranges, char32_t c) {
  return std::ranges::any_of(ranges, [c](const Range& r) { return r.first <= c && c <= r.last; });
}

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// Bytes of the sequence that `lead` begins, 0 where it can begin none.
std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80)
    return 1;
  if (lead < 0xC2 || lead > 0xF4)
    return 0;
  return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

bool starts_with_eight_ascii(std::string_view text) {
  std::uint64_t bytes = 0;
  if (text.size() < sizeof(bytes))
    return false;
  std::memcpy(&bytes, text.data(), sizeof(bytes));
  return (bytes & 0x8080808080808080U) == 0;
}

}  // namespace

std::string_view without_mark(std::string_view text) {
  return text.starts_with(utf8_mark) ? text.substr(utf8_mark.size()) : text;
}

std::size_t find_invalid_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (starts_with_eight_ascii(text.substr(at))) {
      at += 8;
      continue;
    }
    const auto lead = static_cast<unsigned char>(text[at]);
    const auto length = sequence_length(lead);
    if (length == 0 || at + length > text.size())
      return at;
    for (std::size_t i = 1; i < length; ++i)
      if (!is_continuation(text[at + i]))
        return at;
    if (length > 1) {
      const auto second = static_cast<unsigned char>(text[at + 1]);
      const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
      const bool surrogate = lead == 0xED && second > 0x9F;
      const bool too_large = lead == 0xF4 && second > 0x8F;
      if (overlong || surrogate || too_large)
        return at;
    }
    at += length;
  }
  return std::string_view::npos;
}

// Without an early end, which compilers turn into a few instructions.
bool is_ascii(std::string_view text) {
  unsigned char seen = 0;
  for (const char c : text)
    seen |= static_cast<unsigned char>(c);
  return seen < 0x80;
}

CodePoint code_point_beyond_ascii(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[at + i]));
  };
  const auto lead = byte(0);
  if (lead < 0xE0)
    return {(lead & 0x1FU) << 6U | (byte(1) & 0x3FU), 2};
  if (lead < 0xF0)
    return {(lead & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU), 3};
  return {(lead & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U |
              (byte(3) & 0x3FU),
          4};
}

void append_utf8(std::string& to, char32_t value) {
  const auto put = [&to](char32_t byte) {
    to += static_cast<char>(static_cast<unsigned char>(byte));
  };
  if (value < 0x80) {
    put(value);
  } else if (value < 0x800) {
    put(0xC0U | value >> 6U);
    put(0x80U | (value & 0x3FU));
  } else if (value < 0x10000) {
    put(0xE0U | value >> 12U);
    put(0x80U | (value >> 6U & 0x3FU));
    put(0x80U | (value & 0x3FU));
  } else {
    put(0xF0U | value >> 18U);
    put(0x80U | (value >> 12U & 0x3FU));
    put(0x80U | (value >> 6U & 0x3FU));
    put(0x80U | (value & 0x3FU));
  }
}

std::string valid_utf8(std::string_view text) {
  std::string made;
  for (auto bad = find_invalid_utf8(text); bad != std::string_view::npos;
       bad = find_invalid_utf8(text)) {
    made.append(text.substr(0, bad)).append("\xEF\xBF\xBD");
    text.remove_prefix(bad + 1);
  }
  return made.append(text);
}

std::size_t length_in(OffsetUnit unit, std::string_view text) {
  if (unit == OffsetUnit::bytes)
    return text.size();
  std::size_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    units += (byte & 0xC0U) != 0x80U;
    units += unit == OffsetUnit::utf16 && byte >= 0xF0U;
  }
  return units;
}

bool is_space_beyond_ascii(char32_t c) {
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_word_beyond_ascii(char32_t c) {
  static constexpr auto others = std::to_array<Range>({
      {0x80, 0xA9},     {0xAB, 0xB1},     {0xB4, 0xB4},     {0xB6, 0xB8},       {0xBB, 0xBB},
      {0xBF, 0xBF},     {0xD7, 0xD7},     {0xF7, 0xF7},     {0x37E, 0x37E},     {0x387, 0x387},
      {0x55A, 0x55F},   {0x589, 0x58A},   {0x5BE, 0x5BE},   {0x5C0, 0x5C0},     {0x5C3, 0x5C3},
      {0x5F3, 0x5F4},   {0x600, 0x60F},   {0x61B, 0x61F},   {0x66A, 0x66D},     {0x6D4, 0x6D4},
      {0x964, 0x965},   {0xE3F, 0xE3F},   {0x2000, 0x206F}, {0x20A0, 0x20CF},   {0x2190, 0x2BFF},
      {0x2E00, 0x2E7F}, {0x3000, 0x3004}, {0x3008, 0x3020}, {0x3030, 0x3030},   {0x30FB, 0x30FB},
      {0xD800, 0xF8FF}, {0xFE10, 0xFE1F}, {0xFE30, 0xFE6F}, {0xFEFF, 0xFF0F},   {0xFF1A, 0xFF20},
      {0xFF3B, 0xFF40}, {0xFF5B, 0xFF65}, {0xFFE0, 0xFFFF}, {0x1F000, 0x1FAFF}, {0xE0000, 0x10FFFF},
  });
  return !is_space(c) && !contains(others, c);
}

bool is_unspaced_script_beyond_ascii(char32_t c) {
  static constexpr auto scripts = std::to_array<Range>({
      {0xE00, 0xEFF},
      {0x1000, 0x109F},
      {0x1780, 0x17FF},
      {0x2E80, 0x2FDF},
      {0x3005, 0x3007},
      {0x3021, 0x3029},
      {0x3038, 0x303C},
      {0x3040, 0x30FA},
      {0x30FC, 0x30FF},
      {0x31F0, 0x31FF},
      {0x3400, 0x4DBF},
      {0x4E00, 0x9FFF},
      {0xF900, 0xFAFF},
      {0xFF66, 0xFF9F},
      {0x20000, 0x3FFFF},
  });
  return contains(scripts, c);
}

bool is_invisible(char32_t c) {
  if (c == '\t' || c == '\n')
    return false;
  static constexpr auto ranges = std::to_array<Range>({
      {0x00, 0x1F},
      {0x7F, 0x9F},
      {0xAD, 0xAD},
      {0x61C, 0x61C},
      {0x180E, 0x180E},
      {0x200B, 0x200F},
      {0x2028, 0x202E},
      {0x2060, 0x206F},
      {0xFDD0, 0xFDEF},
      {0xFEFF, 0xFEFF},
      {0xFFF9, 0xFFFB},
      {0xFFFE, 0xFFFF},
      {0xE0000, 0xE007F},
  });
  return contains(ranges, c) || (c >= 0x10000 && (c & 0xFFFEU) == 0xFFFEU);
}

std::string code_point_name(char32_t c) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string name;
  for (auto rest = c; rest != 0 || name.size() < 4; rest >>= 4U)
    name.insert(name.begin(), digits[rest & 0xFU]);
  return "U+" + name;
}

}  // namespace errata
