// The last look at files before they are published.
#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "core/error.hpp"
#include "fetch/known_secrets.hpp"

namespace errata::app {

// Replaces whatever is known to be secret in those of `names` that are in `folder`. Throws
// InputError, OutputError.
void redact_files(const std::filesystem::path& folder, std::span<const std::string_view> names,
                  const fetch::KnownSecrets& secrets);

// Data that repeat a secret, however they came to: nothing of them may stay.
struct SecretFound : FetchError {
  using FetchError::FetchError;
};

// Throws SecretFound where `evaluation` holds one. What was spelled with escapes or packed while it
// was fetched can be seen there. Throws InputError.
void check_without_secret(const std::filesystem::path& evaluation,
                          const fetch::KnownSecrets& secrets);

}  // namespace errata::app
