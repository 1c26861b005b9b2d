// Documents as JSON objects with fields of any name:
//   [{"text":"…","true_labels":["joy"],"predicted_labels":["joy","love"]}, …]
#pragma once

#include <memory>
#include <string_view>

#include "normalize/intake.hpp"
#include "normalize/reader.hpp"

namespace errata::normalize {

bool is_json_records(std::string_view head);

// One array of objects, bare or under "predictions", "examples" or "data", or one object a line.
// Fields are those of options.columns or the usual names. A value is one class (string or whole
// number), a set of classes (strings), or spans ({start, end, label|entity|category,
// score|confidence}, code points).
std::unique_ptr<Reader> read_json_records(Intake& intake);

}  // namespace errata::normalize
