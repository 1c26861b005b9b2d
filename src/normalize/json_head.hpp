// What the beginning of a file of JSON tells of its format.
#pragma once

#include <span>
#include <string_view>

namespace errata::normalize {

// Whether `head` has the string "key", as a key or a value.
bool has_key(std::string_view head, std::string_view key);
bool has_any_key(std::string_view head, std::span<const std::string_view> keys);

}  // namespace errata::normalize
