// Where a secret stands; the secret itself is never in a config.
#pragma once

#include <cstddef>
#include <string>

#include "fetch/secret.hpp"

namespace errata::app {

struct SecretPlace {
  std::string environment, file, credential;  // at most one is set; a credential is systemd's
  std::size_t line = 0;                       // of the config
  bool empty() const { return environment.empty() && file.empty() && credential.empty(); }
};

// "environment variable KEY", "file /etc/errata/key", "credential azure-key".
std::string name_of(const SecretPlace& place);

// Reads the secret; a variable is removed from the environment. Throws UsageError.
fetch::Secret take_secret(const SecretPlace& place);

// The same, but the secret stays where it is.
fetch::Secret look_at_secret(const SecretPlace& place);

// `secret` from `place` as the login of a proxy. Throws UsageError for what is none.
fetch::Secret login_of(const fetch::Secret& secret, const SecretPlace& place);

}  // namespace errata::app
