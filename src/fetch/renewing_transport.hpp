// A Transport that puts in tokens which end: the credential of Kind::issued becomes a bearer token,
// and Connection::renew() a new one.
#pragma once

#include <memory>

#include "fetch/transport.hpp"

namespace errata::fetch {

class RenewingTransport : public Transport {
 public:
  // `inner` carries the requests, and outlives this.
  explicit RenewingTransport(Transport& inner) : inner_{inner} {}

  std::unique_ptr<Connection> open(const Site& site) override;

 private:
  Transport& inner_;
};

}  // namespace errata::fetch
