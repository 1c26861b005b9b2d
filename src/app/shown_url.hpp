// A URL of the config as outputs may show it.
#pragma once

#include <string>

namespace errata::app {

// Without user information, and of the query only names and values that cannot be secret; "a URL
// that cannot be read" for anything else.
std::string shown_url(const std::string& url);

}  // namespace errata::app
