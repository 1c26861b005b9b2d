// Base64 with padding, in one line (RFC 4648, section 4).
#pragma once

#include <string>
#include <string_view>

namespace errata {

std::string base64(std::string_view bytes);

// The bytes that `text` stands for, up to its padding or the first character that is none of
// base64. Line breaks are passed over, and padding may be missing.
std::string from_base64(std::string_view text);

}  // namespace errata
