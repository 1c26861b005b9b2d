// What must hold of any input whatever.
#pragma once

#include <string_view>

namespace errata::fuzz {

// Ends the program where a promise is broken; its words are printed.
void promise(bool is_kept, std::string_view words);

// Reads `bytes` as `format`: documents, issues or one Error of one line come out of it, and nothing
// else; every record is counted once; spans lie inside their text, at characters. Two files that
// are joined, and their texts, stand in `bytes` with a line of "\x1E" between them. One input in
// sixteen also goes through the whole stage: what it wrote, read again, gives the same bytes.
void read_as(std::string_view format, std::string_view bytes);

}  // namespace errata::fuzz
