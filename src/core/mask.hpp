// Text that may not be read, as its shape.
#pragma once

#include <string>
#include <string_view>

namespace errata {

// "X" for a capital, "9" for a digit or another number, "x" for every other character but white
// space and punctuation, which stay: emoji and characters that cannot be seen may say something,
// too. As many code points as `text` has, so that offsets stay; a byte that is no UTF-8 is an "x".
std::string masked(std::string_view text);

}  // namespace errata
