// A class a line: two files, and the texts in a third one if they are given (--texts FILE).
#pragma once

#include <memory>
#include <string_view>

#include "normalize/intake.hpp"
#include "normalize/reader.hpp"

namespace errata::normalize {

// Lines of one word each, some of which come again.
bool is_lines(std::string_view head);

// Joined line by line. Blanks around a class are no part of it; an empty line is no class. next()
// throws InputError where the files have different numbers of lines.
std::unique_ptr<Reader> read_lines(Intake& intake);

}  // namespace errata::normalize
