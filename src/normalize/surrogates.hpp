// Repair of the one fault that real writers of JSON make and a strict reader rejects.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace errata::normalize {

// JSON text with each escaped surrogate that has no partner ("\ud83d" alone) replaced by "\ufffd",
// which has the same length in UTF-16; nothing where there is none to replace.
std::optional<std::string> replace_lone_surrogates(std::string_view json);

}  // namespace errata::normalize
