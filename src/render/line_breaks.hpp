// Where a text is cut into lines that a person reads one by one.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "render/document_text.hpp"

namespace errata::render {

// The ends of the lines in `shown`, ascending, the last one its end. A line ends at a line break,
// with the white space behind it; where it would be longer than some 120 columns (wide characters
// take two) after a sentence, a clause, a word or a character, the first of these that is near
// enough. A line never ends inside one of `whole`, so it may be longer than that.
std::vector<std::size_t> line_ends(std::string_view text, Stretch shown,
                                   const std::vector<Stretch>& whole);

}  // namespace errata::render
