// The ways in which a secret may come back to us, for taking it out of what we write.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace errata::fetch {

// `value` as it is, percent-decoded, percent-encoded with capital and with small hex digits, both
// of these encoded again, in base64 at each of the three places it can have in a longer text
// (without the characters that its neighbours share), escaped for JSON and for HTML. The longest
// come first; forms under 8 bytes are left out, as they would hit by chance.
std::vector<std::string> forms_of(std::string_view value);

}  // namespace errata::fetch
