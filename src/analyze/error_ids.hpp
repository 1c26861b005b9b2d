// Ids of errors, the same from run to run.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "analyze/example.hpp"
#include "model/document.hpp"

namespace errata::analyze {

// The item that an error is at: of gold, or of the predictions where no gold item belongs to it.
enum class ErrorSide { gold, predicted };

// Where a span stands, as far as that stays when the text around it changes: its surface, or its
// offsets where there is no text.
std::string place_of(const Place& place, const model::Annotation& span);

// What the ids of all errors of a side are made of: the document (its text, else its id) and the
// side. Reads the whole text.
std::string start_of_ids(const Place& place, ErrorSide side);

// "X-" and ten hex digits, of the document and side (`start`), label, place, and how many equal
// items of its side stand before it (`ordinal`).
std::string error_id(const std::string& start, const Place& place, const model::Annotation& span,
                     std::size_t ordinal);

// That of every item of `among`, which is sorted, whether it is an error or not. Linear.
std::vector<std::string> error_ids(const Place& place, ErrorSide side,
                                   const std::vector<model::Annotation>& among);

}  // namespace errata::analyze
