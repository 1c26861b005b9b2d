// A list of entities, as the pages of every kind of project have it. Only .cpp files include this.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/json_reader.hpp"
#include "model/document.hpp"
#include "normalize/label_cache.hpp"

namespace errata::normalize {

// A place or a length of the API, which are int32; empty for anything else.
std::optional<std::uint32_t> azure_offset(json::object from, std::string_view key);

// Puts each {"category", "offset", "length"} of `entities` into `into`, in the unit it came in.
// Returns why one of them cannot be used, empty where all can.
std::string_view add_entities(json::array entities, LabelCache& labels,
                              std::vector<model::Annotation>& into);

}  // namespace errata::normalize
