#include "normalize/json_head.hpp"

#include <algorithm>
#include <string>

namespace errata::normalize {

bool has_key(std::string_view head, std::string_view key) {
  return head.find('"' + std::string{key} + '"') != std::string_view::npos;
}

bool has_any_key(std::string_view head, std::span<const std::string_view> keys) {
  return std::ranges::any_of(keys, [&](std::string_view key) { return has_key(head, key); });
}

}  // namespace errata::normalize
