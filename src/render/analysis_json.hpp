// analysis.json, version 1: the Analysis written down. Objects and lists of the outer two levels
// have one item a line, so that two runs can be compared by eye.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "model/analysis.hpp"
#include "render/guidance.hpp"

namespace errata::render {

// "title" and "why" of findings and "what" of health checks are words of `guide`; everything else
// is the value. Keys that this errata does not compute are null.
std::string write_analysis(const model::Analysis& analysis, const Guide& guide);

// The value that was written. Throws InputError "WHAT: KEY: reason" for a key that is missing or of
// another type, a key that occurs twice, and for lists that do not fit each other.
model::Analysis parse_analysis(std::string_view text, std::string_view what);

}  // namespace errata::render
