// Yes and no, as people write them in a config.
#pragma once

#include <string>

namespace errata::app {

// "yes", "true" and "1", or "no", "false" and "0". Throws UsageError "WHERE is yes or no".
bool truth(const std::string& text, const std::string& where);

}  // namespace errata::app
