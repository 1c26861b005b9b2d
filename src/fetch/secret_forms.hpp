// The ways in which a secret may come back to us, for taking it out of what we write.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace errata::fetch {

// `value` as it is, percent-decoded, percent-encoded with capital and with small hex digits, both
// of these encoded again, every byte percent-encoded, in hex, in base64 and base64url at each of
// the three places it can have in a longer text (without the characters that its neighbours share),
// escaped for HTML, and for JSON: what must be, '/' as well, and with \uXXXX for what .NET's
// encoder writes so, for all but letters and digits, or for every character. The longest come
// first; forms under 8 bytes are left out, as they would hit by chance.
std::vector<std::string> forms_of(std::string_view value);

// `text` with JSON's escapes of ASCII characters (\u002B, \/) replaced by these, so that it is no
// JSON any more: writers choose freely which characters they escape.
std::string without_escapes(std::string_view text);

}  // namespace errata::fetch
