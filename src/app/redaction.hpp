// The last look at files before they are published.
#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "fetch/known_secrets.hpp"

namespace errata::app {

// Replaces whatever is known to be secret in those of `names` that are in `folder`. Throws
// InputError, OutputError.
void redact_files(const std::filesystem::path& folder, std::span<const std::string_view> names,
                  const fetch::KnownSecrets& secrets);

}  // namespace errata::app
