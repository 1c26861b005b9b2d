// Text from outside, cut into what may be shown and what must be named instead.
#pragma once

#include <functional>
#include <string_view>

namespace errata::render {

// Calls `show` with pieces that may stand as they are (valid UTF-8; tabs and line feeds are among
// them) and `name` with "U+202E" for a character that is invisible, or "\xFF" for a byte that is no
// character. Joiners stay where an emoji or a script with joined letters needs them; a carriage
// return before a line feed is left out.
void each_visible(std::string_view text, const std::function<void(std::string_view)>& show,
                  const std::function<void(std::string_view)>& name);

}  // namespace errata::render
