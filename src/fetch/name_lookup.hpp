// The addresses of a host.
#pragma once

#include <memory>
#include <netdb.h>

#include "fetch/url.hpp"

namespace errata::fetch {

struct Lookup {
  int code = 0;  // of getaddrinfo; 0: there are addresses
  std::unique_ptr<addrinfo, void (*)(addrinfo*)> addresses;
};

Lookup look_up(const Origin& origin);

}  // namespace errata::fetch
