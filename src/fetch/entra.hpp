// Tokens of Microsoft Entra ID for a program that has a client secret (OAuth 2.0, RFC 6749,
// section 4.4).
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "fetch/fetch.hpp"
#include "fetch/known_secrets.hpp"
#include "fetch/transport.hpp"

namespace errata::fetch {

// Where they are, for messages.
inline constexpr std::string_view entra_variables =
    "environment variables AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET";

struct EntraClient {
  std::string authority = "https://login.microsoftonline.com";
  std::string tenant, id;
  Secret secret;
};

// AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET (removed from the environment) and, where
// it is set, AZURE_AUTHORITY_HOST. Throws UsageError naming the variable.
EntraClient entra_from_environment();

// All that is wrong with these variables for `source`, a line each. They stay as they are.
std::vector<std::string> faults_of_entra_environment(const Source& source);

// Who gives tokens: AZURE_AUTHORITY_HOST, or the public cloud's.
std::string entra_authority();

// What a token is asked for: the service's own name in the cloud where `endpoint` stands.
std::string entra_scope(const std::string& endpoint);

// The tokens of one client for one source. Each is asked for when it is first needed, kept until
// shortly before its end, and then replaced. All are known to `secrets`.
class EntraTokens : public TokenSource {
 public:
  // `source` says the scope, the authorities that are trusted and the way out. Throws UsageError
  // where the authority is no host of Entra. `network` and `secrets` outlive this.
  EntraTokens(EntraClient client, const Source& source, const Network& network,
              KnownSecrets& secrets);

  Secret token(std::string_view refused) override;

 private:
  void renew();

  Source login_;
  std::string form_;  // without the client's secret
  Network network_;
  KnownSecrets& secrets_;
  std::mutex mutex_;  // guards what follows
  Secret token_;
  std::chrono::steady_clock::time_point end_;
};

}  // namespace errata::fetch
