// The language of reports, as a flag, a variable or a key gives it; never the locale of who runs
// us.
#pragma once

#include <string>

namespace errata::app {

// `name` as it is. Throws UsageError naming `where` and all languages for one that is not there.
std::string parse_language(const std::string& name, const std::string& where);

}  // namespace errata::app
