#include "fetch/secret_forms.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

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
  for (std::size_t before = 0; before < 3; ++before)
    to.push_back(base64_within(value, before));
  for (const auto how :
       {&Escape::json, &Escape::json_with_slash, &Escape::html, &Escape::html_by_number})
    to.push_back(escaped(value, how));
}

}  // namespace

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
