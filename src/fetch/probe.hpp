// A first word with a source, to see whether a run would succeed: seconds, not hours.
#pragma once

#include <string>
#include <vector>

#include "fetch/fetch.hpp"

namespace errata::fetch {

// What a run would take: "project 'tickets', model 'v14', trained 2026-01-03T…", a line each, and
// whether the first text can be read. Looks up, connects, authenticates, lists. Throws FetchError.
std::vector<std::string> probe_azure_language(const Source& source, const Job& job,
                                              const Network& network);

// Whether the file is there; not more of it is read than comes at once.
std::vector<std::string> probe_file(const Source& source, const Network& network);

}  // namespace errata::fetch
