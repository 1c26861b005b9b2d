// Shared access signatures of Blob storage: what can be seen to be wrong before they are used.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "fetch/secret.hpp"
#include "fetch/transport.hpp"

namespace errata::fetch {

// The query of a SAS as it is used: without the '?' that people copy with it. Throws UsageError
// "SOURCE: reason" for a whole URL, whose origin belongs into the config.
Secret read_sas(Secret secret, const std::string& source);

// What is odd about a SAS that may still work: no signature, not valid yet, no end, more rights
// than reading and listing, no right to read, plain http allowed, good for the whole account.
// Throws UsageError "SOURCE: expired …" where its end has passed. Only dates and rights are shown.
std::vector<std::string> check_sas(std::string_view sas, std::chrono::system_clock::time_point now,
                                   const std::string& source);

// Whether the SAS had ended by the clock of the server that gave `refusal`.
bool has_expired(std::string_view sas, const Response& refusal);

// What the refusal itself does not say: "; the signature has st=… se=… sp=…" with "expired" where
// it has, and the difference of the clocks where it is a minute or more. Begins with "; ".
std::string explain_refusal(std::string_view sas, const Response& refusal,
                            std::chrono::system_clock::time_point now);

}  // namespace errata::fetch
