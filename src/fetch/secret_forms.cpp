#include "fetch/secret_forms.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include "core/base64.hpp"
#include "fetch/limits.hpp"
#include "fetch/url.hpp"

namespace errata::fetch {

namespace {

std::string encode_small(std::string_view text) {
  auto encoded = encode_segment(text);
  for (auto at = encoded.find('%'); at != std::string::npos; at = encoded.find('%', at + 1))
    for (const auto digit : {at + 1, at + 2})
      encoded[digit] = encoded[digit] >= 'A' && encoded[digit] <= 'F'
                           ? static_cast<char>(encoded[digit] - 'A' + 'a')
                           : encoded[digit];
  return encoded;
}

constexpr std::string_view capital_digits = "0123456789ABCDEF";
constexpr std::string_view small_digits = "0123456789abcdef";

bool is_any(char) {
  return true;
}

bool is_no_letter(char c) {
  return !(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z');
}

// What System.Text.Json escapes of ASCII, by default.
bool is_escaped_by_dotnet(char c) {
  return std::string_view{"\"&'+<>`"}.find(c) != std::string_view::npos;
}

// Each byte that `is_meant` as `before` and two hex digits.
std::string in_hex(std::string_view text, std::string_view before, std::string_view digits,
                   bool (*is_meant)(char) = is_any) {
  std::string to;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_meant(c))
      to.append(before).append({digits[byte >> 4U], digits[byte & 0xFU]});
    else
      to += c;
  }
  return to;
}

std::string for_urls(std::string base64_text) {
  std::ranges::replace(base64_text, '+', '-');
  std::ranges::replace(base64_text, '/', '_');
  return base64_text;
}

// Base64 of `text` as it stands behind `before` other bytes: only the characters that depend on
// nothing but `text`.
std::string base64_within(std::string_view text, std::size_t before) {
  const std::size_t first = (before * 8 + 5) / 6;
  const std::size_t last = (before + text.size()) * 8 / 6;
  return base64(std::string(before, '\0').append(text)).substr(first, last - first);
}

struct Escape {
  char character;
  std::string_view json, json_with_slash, html, html_by_number;
};

constexpr auto escapes = std::to_array<Escape>({
    {'"', "\\\"", "\\\"", "&quot;", "&#34;"},
    {'\\', "\\\\", "\\\\", "\\", "\\"},
    {'/', "/", "\\/", "/", "/"},
    {'&', "&", "&", "&amp;", "&#38;"},
    {'<', "<", "<", "&lt;", "&#60;"},
    {'>', ">", ">", "&gt;", "&#62;"},
    {'\'', "'", "'", "&#39;", "&#39;"},
    {'`', "`", "`", "`", "&#96;"},
});

std::string escaped(std::string_view text, std::string_view Escape::*how) {
  std::string to;
  for (const char c : text) {
    const auto* const escape = std::ranges::find(escapes, c, &Escape::character);
    if (escape == escapes.end())
      to += c;
    else
      to += escape->*how;
  }
  return to;
}

void add_forms(std::string_view value, std::vector<std::string>& to) {
  to.insert(to.end(), {std::string{value}, encode_segment(value), encode_small(value),
                       encode_segment(encode_segment(value)), encode_small(encode_small(value))});
  for (std::size_t before = 0; before < 3; ++before) {
    to.push_back(base64_within(value, before));
    to.push_back(for_urls(to.back()));
  }
  for (const auto digits : {capital_digits, small_digits}) {
    to.insert(to.end(), {in_hex(value, "", digits), in_hex(value, "%", digits)});
    for (const auto is_meant : {is_any, is_no_letter, is_escaped_by_dotnet})
      to.push_back(in_hex(value, "\\u00", digits, is_meant));
  }
  for (const auto how :
       {&Escape::json, &Escape::json_with_slash, &Escape::html, &Escape::html_by_number})
    to.push_back(escaped(value, how));
}

// What an escape at the start of `text` stands for, and its size; nothing for others.
std::optional<std::pair<char, std::size_t>> escape_at(std::string_view text) {
  static constexpr std::string_view itself = "\"\\/";
  if (text.size() >= 2 && itself.find(text[1]) != std::string_view::npos)
    return std::pair{text[1], std::size_t{2}};
  constexpr std::string_view ascii = "\\u00";
  unsigned char byte = 0;
  if (text.size() < ascii.size() + 2 || !text.starts_with(ascii))
    return std::nullopt;
  const auto* const digits = text.data() + ascii.size();
  const auto read = std::from_chars(digits, digits + 2, byte, 16);
  if (read.ec != std::errc{} || read.ptr != digits + 2 || byte > 0x7F)
    return std::nullopt;
  return std::pair{static_cast<char>(byte), ascii.size() + 2};
}

}  // namespace

std::string without_escapes(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (;;) {
    const auto at = std::min(text.find('\\'), text.size());
    plain += text.substr(0, at);
    text.remove_prefix(at);
    if (text.empty())
      return plain;
    const auto escape = escape_at(text).value_or(std::pair{text.front(), std::size_t{1}});
    plain += escape.first;
    text.remove_prefix(escape.second);
  }
}

std::vector<std::string> forms_of(std::string_view value) {
  std::vector<std::string> forms;
  add_forms(value, forms);
  add_forms(decode_percent(value), forms);
  std::erase_if(forms, [](const auto& form) { return form.size() < secret_min_bytes; });
  std::ranges::sort(forms, [](const auto& a, const auto& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
  return forms;
}

}  // namespace errata::fetch
