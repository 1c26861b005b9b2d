// Where a broken JSON document is broken, for the message about it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace errata::normalize {

// The byte at which `text` stops being JSON, its end where something is missing; nothing where no
// fault is found.
std::optional<std::size_t> find_json_fault(std::string_view text);

// "WHAT:LINE" with the line, from 1, at which `text` stops being JSON; WHAT alone where nothing is
// found, as in bytes that are no UTF-8.
std::string place_of_fault(std::string_view text, std::string_view what);

}  // namespace errata::normalize
