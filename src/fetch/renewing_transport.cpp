#include "fetch/renewing_transport.hpp"

#include <utility>

namespace errata::fetch {

namespace {

class RenewingConnection : public Connection {
 public:
  RenewingConnection(Transport& inner, const Site& site)
      : inner_{inner}, tokens_{site.credential.tokens}, site_{with_own_credential(site)} {}

  bool renew(bool is_turned_down) override {
    auto token = tokens_->token(is_turned_down ? credential_.secret.reveal() : std::string_view{});
    if (connection_ && token.reveal() == credential_.secret.reveal())
      return false;
    credential_.kind = Credential::Kind::bearer;
    credential_.secret = std::move(token);
    connection_ = inner_.open(site_);
    return true;
  }

  Response send(const Request& request) override {
    if (!connection_)
      renew(false);
    return connection_->send(request);
  }

 private:
  Site with_own_credential(const Site& site) const {
    return {.origin = site.origin,
            .credential = credential_,
            .ca_file = site.ca_file,
            .proxy = site.proxy,
            .gets_per_minute = site.gets_per_minute,
            .posts_per_minute = site.posts_per_minute,
            .connections = site.connections};
  }

  Transport& inner_;
  std::shared_ptr<TokenSource> tokens_;
  Credential credential_;
  Site site_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace

std::unique_ptr<Connection> RenewingTransport::open(const Site& site) {
  if (site.credential.kind != Credential::Kind::issued)
    return inner_.open(site);
  return std::make_unique<RenewingConnection>(inner_, site);
}

}  // namespace errata::fetch
