// --assets and its key: where the style and the script of a page stand.
#pragma once

#include <string>

#include "render/render.hpp"

namespace errata::app {

// "inline" or "external". Throws UsageError naming `where` and the nearest of the two.
render::Assets parse_assets(const std::string& text, const std::string& where);

}  // namespace errata::app
