#include "fetch/name_lookup.hpp"

#include <string>
#include <sys/socket.h>

namespace errata::fetch {

Lookup look_up(const Origin& origin) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const auto port = std::to_string(origin.port);
  const int code = ::getaddrinfo(origin.host.c_str(), port.c_str(), &hints, &found);
  return {code, {code == 0 ? found : nullptr, &::freeaddrinfo}};
}

}  // namespace errata::fetch
