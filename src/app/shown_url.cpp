#include "app/shown_url.hpp"

#include "core/error.hpp"
#include "fetch/url.hpp"

namespace errata::app {

std::string shown_url(const std::string& url) {
  try {
    const auto parsed = fetch::parse_url(url);
    return fetch::safe_url(parsed.origin, parsed.target);
  } catch (const UsageError&) {
    return "a URL that cannot be read";
  }
}

}  // namespace errata::app
