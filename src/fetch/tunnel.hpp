// A connection through a proxy: CONNECT, and from then on the bytes of TLS.
#pragma once

#include <optional>
#include <string_view>

#include "fetch/https_client.hpp"

namespace errata::fetch {

struct Tunnel {
  int socket = -1;                 // blocking, the caller's to close; -1 where there is a failure
  std::optional<Failure> failure;  // says what the proxy answered
};

// The HTTP library would send its request into the void where the proxy refuses, and would show the
// proxy's password to the origin, so this is done here. `login` is "user:password" or empty.
Tunnel open_tunnel(const Origin& proxy, std::string_view login, const Origin& to,
                   const AttemptLimits& limits);

}  // namespace errata::fetch
