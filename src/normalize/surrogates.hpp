// Repair of the one fault that real writers of JSON make and a strict reader rejects. Only .cpp
// files include this.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/json_reader.hpp"

namespace errata::normalize {

inline constexpr std::string_view surrogates_replaced =
    "an unpaired surrogate: it is replaced by U+FFFD";

// JSON text with each escaped surrogate that has no partner ("\ud83d" alone) replaced by "\ufffd",
// which has the same length in UTF-16; nothing where there is none to replace.
std::optional<std::string> replace_lone_surrogates(std::string_view json);

// Parses what `parser` has just refused, repaired so. False where there is nothing to repair or
// something else is wrong as well, of which parser.fault() then speaks.
bool try_parse_repaired(json::Parser& parser, std::string_view text, json::element& into);

}  // namespace errata::normalize
