// Through which proxy an origin is reached.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "fetch/secret.hpp"
#include "fetch/url.hpp"

namespace errata::fetch {

// A proxy that tunnels TLS on CONNECT; we speak plain HTTP with the proxy itself.
struct Proxy {
  Origin origin;           // its host and port
  Secret login;            // "user:password", not set where it asks for none
  std::string place = {};  // "environment variable 'https_proxy'", for messages
};

// "http://host:3128", "http://user:password@host:3128/", "host:3128"; user and password may be
// percent-encoded. Throws UsageError with the reason only, as the text may hold a password.
Proxy parse_proxy(std::string_view text);

// Whether `exceptions` ("localhost, .intern.example,10.0.0.7:8443", or "*") names `origin`: a host
// itself, a host below a name (with or without its leading dot), with a port for that port only; or
// a network, "10.0.0.0/8" or "fd00::/8", which has the hosts that are written as addresses. Nothing
// is looked up.
bool is_excepted(const Origin& origin, std::string_view exceptions);

// What a run has been told.
struct ProxyChoice {
  std::shared_ptr<const Proxy> proxy;  // none: every origin is reached directly
  std::string exceptions;

  std::shared_ptr<const Proxy> for_origin(const Origin& origin) const;
};

}  // namespace errata::fetch
