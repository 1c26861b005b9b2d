// What the values and objects of a record say of a label: name, place and score, under the names
// that tools write. Only .cpp files include this.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/json_reader.hpp"

namespace errata::normalize {

// A string, or a whole number in decimal; nothing for what names no label.
std::optional<std::string> class_name(json::element value);

// Nothing for what is no whole number of 32 bits.
std::optional<std::uint32_t> offset(simdjson::simdjson_result<json::element> found);

// Of a span, in the unit of its record. An end may be said by a length behind `begin`.
std::optional<std::uint32_t> begin_of(json::object parts);
std::optional<std::uint32_t> end_of(json::object parts, std::optional<std::uint32_t> begin);

// Of a span that has one; nothing where it has none or several.
std::optional<std::string_view> label_of(json::object parts);

// Whether all items are labels of the whole text, with a score or none, and there is one.
bool are_labels(json::array items);

// The items, of which there is one; nothing where one is no string.
std::optional<std::vector<std::string>> strings(json::array items);

// The items in decimal; nothing where one is no whole number.
std::optional<std::vector<std::string>> whole_numbers(json::array items);

// What a span quotes of its text, empty where it quotes nothing.
std::string_view quote_of(json::object parts);

// model::no_score for what is no share, and where there is none: nothing rests on scores of other
// scales, which share_of() tells.
float score_of(json::object parts, std::string_view key);
float score_of(json::object parts);

// model::no_score where there is none; nothing where it is no share.
std::optional<double> share_of(json::object parts);

}  // namespace errata::normalize
