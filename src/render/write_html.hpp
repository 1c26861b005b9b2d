// report.html: one page that asks for nothing.
#pragma once

#include <string>

#include "render/render.hpp"
#include "render/sections.hpp"

namespace errata::render {

inline constexpr std::size_t html_aim = 1'500'000;    // bytes; documents are added up to here
inline constexpr std::size_t html_limit = 4'500'000;  // bytes; never exceeded

// Documents that do not fit the aim are left out, the least valuable first, and counted in the
// page.
std::string write_html(const model::Analysis& analysis, Templates& templates,
                       const std::string& ticket, Assets assets = Assets::within);

}  // namespace errata::render
