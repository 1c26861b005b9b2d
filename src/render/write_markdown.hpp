// report.md: the ticket's own copy, GitHub Flavored Markdown.
#pragma once

#include <string>

#include "render/sections.hpp"

namespace errata::render {

inline constexpr std::size_t markdown_limit = 60'000;  // bytes, never exceeded

// What does not fit is left out by value, never cut, and the end says what was shortened.
std::string write_markdown(const model::Analysis& analysis, Templates& templates,
                           const std::string& ticket);

}  // namespace errata::render
