#include "app/page_assets.hpp"

#include <array>
#include <string_view>

#include "core/error.hpp"
#include "core/text.hpp"

namespace errata::app {

render::Assets parse_assets(const std::string& text, const std::string& where) {
  constexpr std::array<std::string_view, 2> known{"inline", "external"};
  if (text == known[0])
    return render::Assets::within;
  if (text == known[1])
    return render::Assets::external;
  throw UsageError{where + ": " + in_quotes(text, 40) + " is neither inline nor external" +
                   did_you_mean(text, known)};
}

}  // namespace errata::app
