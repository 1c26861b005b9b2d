// How wide text stands in a fixed-width font.
#pragma once

#include <cstddef>
#include <string_view>

namespace errata {

// Columns of valid UTF-8: two for a wide character such as those of Chinese, none for a mark that
// stands on the one before it.
std::size_t columns_of(std::string_view text);

}  // namespace errata
