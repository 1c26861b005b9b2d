// Shared access signatures of Blob storage: what can be seen to be wrong before they are used.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "fetch/secret.hpp"

namespace errata::fetch {

// The query of a SAS as it is used: without the '?' that people copy with it. Throws UsageError
// "SOURCE: reason" for a whole URL, whose origin belongs into the config.
Secret read_sas(Secret secret, const std::string& source);

// What is odd about a SAS that may still work: no signature, not valid yet, no end, more rights
// than reading and listing, no right to read, plain http allowed, good for the whole account.
// Throws UsageError "SOURCE: expired …" where its end has passed. Only dates and rights are shown.
std::vector<std::string> check_sas(std::string_view sas, std::chrono::system_clock::time_point now,
                                   const std::string& source);

}  // namespace errata::fetch
