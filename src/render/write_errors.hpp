// errors.csv: the errors of the documents that an Analysis shows, a line each, for spreadsheets and
// scripts.
#pragma once

#include <cstdint>

#include "core/files.hpp"
#include "model/analysis.hpp"

namespace errata::render {

// RFC 4180: UTF-8 without a mark, CRLF, a header. A cell is one line, in which characters that
// cannot be seen have names ("U+202E"); one that a spreadsheet would take for a formula begins with
// an apostrophe, and one of more than 1,000 code points ends with "…".
void write_errors(const model::Analysis& analysis, FileWriter& to);

// Lines of errors.csv, without the header.
std::uint64_t listed_errors(const model::Analysis& analysis);

}  // namespace errata::render
