// A connection through a proxy: CONNECT, and from then on the bytes of TLS.
#pragma once

#include <string_view>

#include "fetch/dial.hpp"

namespace errata::fetch {

// The HTTP library would send its request into the void where the proxy refuses, and would show the
// proxy's password to the origin, so this is done here. `login` is "user:password" or empty. A
// failure says what the proxy answered.
Line open_tunnel(const Origin& proxy, std::string_view login, const Origin& to,
                 const AttemptLimits& limits);

}  // namespace errata::fetch
