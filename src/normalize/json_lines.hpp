// Whether a file that holds JSON has a value a line.
#pragma once

#include <string_view>

namespace errata::normalize {

// The line that tells what the lines of a file are, of which `head` is the beginning: the first;
// where that is broken, but looks like a whole object, the second, so that one broken record does
// not hide the others. Empty where neither is JSON, as in a document over several lines.
std::string_view telling_line(std::string_view head);

}  // namespace errata::normalize
