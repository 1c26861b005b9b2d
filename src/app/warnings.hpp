// What works, but may not be meant. `errata check` and the commands that fetch say the same.
#pragma once

#include <string>
#include <vector>

#include "app/config.hpp"
#include "app/secret_place.hpp"
#include "fetch/secret.hpp"

namespace errata::app {

// Of SSL_CERT_FILE and SSL_CERT_DIR, where a source of `models` has no ca_file: OpenSSL obeys them
// there. A ca_file is trusted alone, so that they change nothing for the others.
std::vector<std::string> warnings_of_authorities(const Config& config,
                                                 const std::vector<const ModelConfig*>& models);

// "model 'x': …", of those whose ticket may become longer than its system takes.
std::vector<std::string> warnings_of_budgets(const Config& config,
                                             const std::vector<const ModelConfig*>& models);

// A shared access signature as it is used, and what is odd about it.
struct Signature {
  fetch::Secret value;
  std::vector<std::string> warnings;
};

// `secret` was read from `place`. Throws UsageError for what is none, or has expired.
Signature signature_of(fetch::Secret secret, const SecretPlace& place);

}  // namespace errata::app
