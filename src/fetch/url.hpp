// Our own URL parser: strict, https only, and the rules for links that a server sends.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace errata::fetch {

// Whom we talk to. The scheme is always https. Two origins are equal when host and port are.
struct Origin {
  std::string host;  // lower case, no trailing dot, an IPv6 address without brackets
  std::uint16_t port = 443;

  friend bool operator==(const Origin&, const Origin&) = default;
  friend auto operator<=>(const Origin&, const Origin&) = default;
};

struct Url {
  Origin origin;
  std::string target;  // path and query as they were written; begins with '/'
};

// An absolute https URL. Throws UsageError with the reason only ("has a fragment"): the URL itself
// may hold a secret. Refused are other schemes, user info, fragments, control characters, blanks,
// bytes above 0x7F, backslashes, a '%' without two hex digits, zone ids, more than 8 KiB.
Url parse_url(std::string_view text);

// What `link`, taken from an answer to a request for `target` at `origin`, asks for: a target at
// the same origin, byte for byte. Throws FetchError with the reason where the link is not a clean
// URL reference or leads to another origin; nothing has been looked up by then.
std::string resolve_link(const Origin& origin, std::string_view target, std::string_view link);

// "host", "host:8443", "[::1]:8443": what stands in a Host field.
std::string authority(const Origin& origin);

bool is_loopback(const Origin& origin);  // localhost, 127.0.0.1, ::1
bool is_ip_address(std::string_view host);

// Percent-encodes all but letters, digits and "-._~".
std::string encode_segment(std::string_view text);
std::string decode_percent(std::string_view text);

// Whether the query of `target` has the parameter `name`; the same target with it added.
bool has_parameter(std::string_view target, std::string_view name);
std::string with_parameter(std::string_view target, std::string_view name, std::string_view value);

// The one way to print a URL: values of the query are shown for names on an allow-list, else "…".
std::string safe_url(const Origin& origin, std::string_view target);

// The same without the query.
std::string url_without_query(const Origin& origin, std::string_view target);

}  // namespace errata::fetch
