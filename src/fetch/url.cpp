#include "fetch/url.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <optional>

#include "core/error.hpp"
#include "core/text.hpp"
#include "fetch/limits.hpp"

namespace errata::fetch {

namespace {

constexpr std::string_view scheme = "https://";
constexpr std::size_t shown_path_bytes = 300;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// What no URL reference may hold, whatever its form; empty where there is nothing.
std::string fault_in_bytes(std::string_view text) {
  if (text.size() > link_bytes)
    return "is longer than 8 KiB";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte <= 0x20 || byte >= 0x7F)
      return "has a blank, a control character or a byte above 0x7F";
    if (text[i] == '\\')
      return "has a backslash";
    if (text[i] == '#')
      return "has a fragment";
    if (text[i] == '%' && (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2])))
      return "has a '%' without two hex digits";
  }
  return {};
}

bool parses_as(int family, const std::string& host) {
  std::array<unsigned char, 16> address{};
  return ::inet_pton(family, host.c_str(), address.data()) == 1;
}

bool is_host_name(std::string_view host) {
  if (host.empty() || host.size() > 253)
    return false;
  return std::ranges::all_of(split(host, '.'), [](std::string_view label) {
    return !label.empty() && label.size() <= 63 && !label.starts_with('-') &&
           !label.ends_with('-') && std::ranges::all_of(label, [](char c) {
             return is_digit(c) || is_letter(c) || c == '-' || c == '_';
           });
  });
}

// "0x7f.1" and "127.1" are addresses to a resolver: a host whose last label is a number must be a
// whole IPv4 address.
bool ends_in_number(std::string_view host) {
  const auto label = split(host, '.').back();
  return std::ranges::all_of(label, is_digit) || label.starts_with("0x");
}

std::string normal_host(std::string_view text) {
  std::string host = lowered(text);
  if (host.ends_with('.'))
    host.pop_back();
  if (!is_host_name(host) || (ends_in_number(host) && !parses_as(AF_INET, host)))
    throw UsageError{"has a host that is not a name or an address"};
  return host;
}

std::string normal_ipv6(std::string_view text) {
  std::array<unsigned char, 16> address{};
  std::array<char, INET6_ADDRSTRLEN> name{};
  const std::string host{text};
  if (::inet_pton(AF_INET6, host.c_str(), address.data()) != 1)
    throw UsageError{"has a host in brackets that is not an IPv6 address"};
  return ::inet_ntop(AF_INET6, address.data(), name.data(), name.size());
}

std::uint16_t port_of(std::string_view text) {
  if (text.empty())
    return 443;
  const auto port = text.size() <= 5 && is_digit(text[0]) ? parse_integer(text) : std::nullopt;
  if (!port || *port < 1 || *port > 65535)
    throw UsageError{"has a port that is not a number from 1 to 65535"};
  return static_cast<std::uint16_t>(*port);
}

Origin parse_authority(std::string_view text) {
  if (text.find('@') != std::string_view::npos)
    throw UsageError{"has user info before the host"};
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    const auto behind = close == std::string_view::npos ? "x" : text.substr(close + 1);
    if (!behind.empty() && behind[0] != ':')
      throw UsageError{"has a host in brackets that is not an IPv6 address"};
    return {normal_ipv6(text.substr(1, close - 1)), port_of(behind.substr(behind.empty() ? 0 : 1))};
  }
  const auto colon = std::min(text.find(':'), text.size());
  const auto port = text.substr(colon);
  return {normal_host(text.substr(0, colon)), port_of(port.substr(port.empty() ? 0 : 1))};
}

// Everything behind "https://".
Url parse_after_scheme(std::string_view text) {
  const auto end = std::min(text.find_first_of("/?"), text.size());
  Url url{parse_authority(text.substr(0, end)), std::string{text.substr(end)}};
  if (!url.target.starts_with('/'))
    url.target.insert(0, 1, '/');
  return url;
}

std::string_view path_of(std::string_view target) {
  return target.substr(0, target.find('?'));
}

std::string_view query_of(std::string_view target) {
  const auto mark = target.find('?');
  return mark == std::string_view::npos ? "" : target.substr(mark + 1);
}

bool has_scheme(std::string_view link) {
  const auto colon = link.find(':');
  return colon != std::string_view::npos && colon < link.find_first_of("/?");
}

// A reference without scheme, host or a leading '/', against the folder of the request.
std::string relative_target(std::string_view target, std::string_view link) {
  const auto path = path_of(target);
  if (link.starts_with('?'))
    return std::string{path} + std::string{link};
  return std::string{path.substr(0, path.rfind('/') + 1)} + std::string{link};
}

Url parse_link(const Origin& origin, std::string_view target, std::string_view link) {
  if (link.starts_with("//"))
    return parse_after_scheme(link.substr(2));
  if (link.starts_with('/'))
    return {origin, std::string{link}};
  if (has_scheme(link))
    return parse_url(link);
  return {origin, relative_target(target, link)};
}

bool is_shown_parameter(std::string_view name) {
  static constexpr auto shown =
      std::to_array<std::string_view>({"api-version", "top", "skip", "maxpagesize",
                                       "stringIndexType", "sv", "se", "st", "sp", "sr", "spr"});
  return std::ranges::find(shown, name) != shown.end();
}

}  // namespace

Url parse_url(std::string_view text) {
  if (const auto fault = fault_in_bytes(text); !fault.empty())
    throw UsageError{fault};
  if (!equal_ignoring_case(text.substr(0, scheme.size()), scheme))
    throw UsageError{"must begin with https://"};
  return parse_after_scheme(text.substr(scheme.size()));
}

std::string resolve_link(const Origin& origin, std::string_view target, std::string_view link) {
  if (const auto fault = fault_in_bytes(link); !fault.empty())
    throw FetchError{"the link " + fault + " [E-LINK-ORIGIN]"};
  Url url;
  try {
    url = parse_link(origin, target, link);
  } catch (const UsageError& e) {
    throw FetchError{std::string{"the link "} + e.what() + " [E-LINK-ORIGIN]"};
  }
  if (url.origin != origin)
    throw FetchError{"the link leads to another origin, " + in_quotes(authority(url.origin)) +
                     " [E-LINK-ORIGIN]"};
  return url.target;
}

std::string authority(const Origin& origin) {
  const bool is_ipv6 = origin.host.find(':') != std::string::npos;
  const auto host = is_ipv6 ? "[" + origin.host + "]" : origin.host;
  return origin.port == 443 ? host : host + ":" + std::to_string(origin.port);
}

bool is_loopback(const Origin& origin) {
  return origin.host == "localhost" || origin.host == "127.0.0.1" || origin.host == "::1";
}

bool is_ip_address(std::string_view host) {
  const std::string name{host};
  return parses_as(AF_INET, name) || parses_as(AF_INET6, name);
}

std::string encode_segment(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (is_letter(c) || is_digit(c) || std::string_view{"-._~"}.find(c) != std::string_view::npos) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += {'%', digits[byte >> 4U], digits[byte & 0xFU]};
  }
  return encoded;
}

std::string decode_percent(std::string_view text) {
  const auto value = [](char c) {
    return static_cast<unsigned>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
  };
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escaped =
        text[i] == '%' && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2]);
    decoded += escaped ? static_cast<char>(value(text[i + 1]) << 4U | value(text[i + 2])) : text[i];
    i += escaped ? 2 : 0;
  }
  return decoded;
}

bool has_parameter(std::string_view target, std::string_view name) {
  return std::ranges::any_of(split(query_of(target), '&'), [name](std::string_view parameter) {
    return equal_ignoring_case(parameter.substr(0, parameter.find('=')), name);
  });
}

std::string with_parameter(std::string_view target, std::string_view name, std::string_view value) {
  const auto joint = target.find('?') == std::string_view::npos ? "?" : "&";
  return std::string{target} + joint + std::string{name} + "=" + encode_segment(value);
}

std::string safe_url(const Origin& origin, std::string_view target) {
  std::string url = std::string{scheme} + authority(origin) + std::string{path_of(target)};
  char joint = '?';
  if (query_of(target).empty())
    return printable(url, link_bytes);
  for (const auto parameter : split(query_of(target), '&')) {
    const auto name = parameter.substr(0, parameter.find('='));
    url += joint;
    url += is_shown_parameter(name) ? std::string{parameter} : std::string{name} + "=…";
    joint = '&';
  }
  return printable(url, link_bytes);
}

std::string url_without_query(const Origin& origin, std::string_view target) {
  return printable(std::string{scheme} + authority(origin) + std::string{path_of(target)},
                   shown_path_bytes);
}

}  // namespace errata::fetch
