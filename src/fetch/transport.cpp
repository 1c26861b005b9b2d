#include "fetch/transport.hpp"

#include <algorithm>

namespace errata::fetch {

std::size_t Response::count(std::string_view name) const {
  return static_cast<std::size_t>(std::ranges::count(headers, name, &Header::name));
}

std::optional<std::string_view> Response::header(std::string_view name) const {
  if (count(name) != 1)
    return std::nullopt;
  return std::ranges::find(headers, name, &Header::name)->value;
}

}  // namespace errata::fetch
