#include "normalize/surrogates.hpp"

#include <charconv>
#include <cstdint>

namespace errata::normalize {

namespace {

// The code unit of the escape "\uXXXX" at `at`, or 0 where there is none.
std::uint32_t escaped_unit(std::string_view json, std::size_t at) {
  if (json.size() < at + 6 || json[at] != '\\' || json[at + 1] != 'u')
    return 0;
  std::uint32_t unit = 0;
  const auto* digits = json.data() + at + 2;
  const auto [stop, fault] = std::from_chars(digits, digits + 4, unit, 16);
  return fault == std::errc{} && stop == digits + 4 ? unit : 0;
}

bool is_high(std::uint32_t unit) {
  return unit >= 0xD800 && unit <= 0xDBFF;
}
bool is_low(std::uint32_t unit) {
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

}  // namespace

std::optional<std::string> replace_lone_surrogates(std::string_view json) {
  std::string repaired{json};
  bool found = false;
  for (auto at = json.find('\\'); at != std::string_view::npos; at = json.find('\\', at)) {
    const auto unit = escaped_unit(json, at);
    if (is_high(unit) && is_low(escaped_unit(json, at + 6))) {
      at += 12;
    } else if (is_high(unit) || is_low(unit)) {
      repaired.replace(at, 6, "\\ufffd");
      found = true;
      at += 6;
    } else {
      at += 2;  // past the escaped character, which may be a backslash
    }
  }
  return found ? std::optional{std::move(repaired)} : std::nullopt;
}

bool try_parse_repaired(json::Parser& parser, std::string_view text, json::element& into) {
  const auto repaired = replace_lone_surrogates(text);
  return repaired && parser.try_parse(*repaired, into);
}

}  // namespace errata::normalize
