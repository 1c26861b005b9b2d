#include "fetch/proxy.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <bit>
#include <optional>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"

namespace errata::fetch {

namespace {

constexpr std::string_view scheme = "http://";
constexpr std::uint16_t default_port = 80;

std::string_view without_scheme(std::string_view text) {
  if (text.find("://") == std::string_view::npos)
    return text;
  if (!equal_ignoring_case(text.substr(0, scheme.size()), scheme))
    throw UsageError{"must begin with http://; proxies of other kinds are not supported"};
  return text.substr(scheme.size());
}

// Our own parser of URLs knows the rules for hosts and ports; https stands in for the scheme.
Origin origin_of(std::string_view host) {
  const bool has_port = host.ends_with(']') ? false : host.rfind(':') != std::string_view::npos;
  auto url = parse_url("https://" + std::string{host});
  if (url.target != "/")
    throw UsageError{"has a path"};
  if (!has_port)
    url.origin.port = default_port;
  return url.origin;
}

bool is_below(std::string_view host, std::string_view name) {
  return host.size() > name.size() && host.ends_with(name) &&
         host[host.size() - name.size() - 1] == '.';
}

// How many bits two addresses begin with that are the same. Nothing where the texts are not both
// addresses of the family.
std::optional<std::size_t> common_bits(int family, const std::string& a, const std::string& b) {
  std::array<unsigned char, 16> bytes{};
  std::array<unsigned char, 16> others{};
  if (::inet_pton(family, a.c_str(), bytes.data()) != 1 ||
      ::inet_pton(family, b.c_str(), others.data()) != 1)
    return std::nullopt;
  std::size_t bits = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto same = std::countl_zero(static_cast<unsigned char>(bytes[i] ^ others[i]));
    bits += static_cast<std::size_t>(same);
    if (same < 8)
      break;
  }
  return bits;
}

// "10.0.0.0/8", "fd00::/8"
bool is_in_network(std::string_view network, const std::string& host) {
  const auto slash = network.find('/');
  const auto length = parse_integer(network.substr(slash + 1));
  const std::string base{network.substr(0, slash)};
  for (const auto& [family, most] : {std::pair{AF_INET, 32}, std::pair{AF_INET6, 128}})
    if (const auto common = common_bits(family, base, host))
      return length && *length >= 0 && *length <= most &&
             *common >= static_cast<std::size_t>(*length);
  return false;
}

// "host", ".host", "host:port", "[::1]:port"
bool names(std::string_view entry, const Origin& origin) {
  if (entry.find('/') != std::string_view::npos)
    return is_in_network(entry, origin.host);
  const auto bracket = entry.rfind(']');
  const auto colon = entry.rfind(':');
  const bool is_bare_ipv6 = bracket == std::string_view::npos && entry.find(':') != colon;
  const bool has_port = colon != std::string_view::npos && !is_bare_ipv6 &&
                        (bracket == std::string_view::npos || colon > bracket);
  if (has_port && parse_integer(entry.substr(colon + 1)) != origin.port)
    return false;
  auto host = lowered(has_port ? entry.substr(0, colon) : entry);
  if (host.starts_with('[') && host.ends_with(']'))
    host = host.substr(1, host.size() - 2);
  if (host.starts_with('.'))
    host.erase(0, 1);
  if (host.ends_with('.'))
    host.pop_back();
  return !host.empty() &&
         (origin.host == host || (!is_ip_address(origin.host) && is_below(origin.host, host)));
}

}  // namespace

Proxy parse_proxy(std::string_view text) {
  auto rest = without_scheme(trimmed(text));
  if (rest.ends_with('/'))
    rest.remove_suffix(1);
  Proxy proxy;
  const auto at = rest.rfind('@');
  if (at != std::string_view::npos)
    proxy.login = Secret::login(decode_percent(rest.substr(0, at)), "the proxy's URL");
  proxy.origin = origin_of(at == std::string_view::npos ? rest : rest.substr(at + 1));
  return proxy;
}

bool is_excepted(const Origin& origin, std::string_view exceptions) {
  return std::ranges::any_of(split(exceptions, ','), [&origin](std::string_view part) {
    const auto entry = trimmed(part);
    return entry == "*" || names(entry, origin);
  });
}

std::shared_ptr<const Proxy> ProxyChoice::for_origin(const Origin& origin) const {
  return proxy && !is_excepted(origin, exceptions) ? proxy : nullptr;
}

}  // namespace errata::fetch
