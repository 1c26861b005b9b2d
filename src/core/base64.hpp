// Base64 with padding, in one line (RFC 4648, section 4).
#pragma once

#include <string>
#include <string_view>

namespace errata {

std::string base64(std::string_view bytes);

}  // namespace errata
