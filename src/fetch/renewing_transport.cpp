#include "fetch/renewing_transport.hpp"

#include <utility>

namespace errata::fetch {

namespace {

constexpr int unauthorized = 401;

class RenewingConnection : public Connection {
 public:
  RenewingConnection(Transport& inner, const Site& site)
      : inner_{inner}, tokens_{site.credential.tokens}, site_{with_own_credential(site)} {}

  // Turned down once: the token may have been withdrawn. Turned down twice: it is not the token.
  Response send(const Request& request) override {
    use(tokens_->token({}));
    auto response = connection_->send(request);
    if (response.status != unauthorized)
      return response;
    use(tokens_->token(credential_.secret.reveal()));
    return connection_->send(request);
  }

 private:
  Site with_own_credential(const Site& site) const {
    return {.origin = site.origin,
            .credential = credential_,
            .ca_file = site.ca_file,
            .proxy = site.proxy,
            .gets_per_minute = site.gets_per_minute,
            .posts_per_minute = site.posts_per_minute};
  }

  void use(Secret token) {
    if (connection_ && token.reveal() == credential_.secret.reveal())
      return;
    credential_.kind = Credential::Kind::bearer;
    credential_.secret = std::move(token);
    connection_ = inner_.open(site_);
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
