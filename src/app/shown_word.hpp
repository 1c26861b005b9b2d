// A word that the user wrote in the wrong place, as messages show it.
#pragma once

#include <string>
#include <string_view>

namespace errata::app {

// In quotes; one that looks like a secret is not repeated.
std::string shown_word(std::string_view word);

}  // namespace errata::app
