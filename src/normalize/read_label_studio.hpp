// Label Studio's JSON export of tasks with annotations and predictions (see label_studio_task.hpp).
#pragma once

#include <memory>
#include <string_view>

#include "normalize/intake.hpp"
#include "normalize/reader.hpp"

namespace errata::normalize {

bool is_label_studio(std::string_view head);

// Gold is the annotation marked as ground truth, else the first that was not cancelled; predicted
// is the first prediction. Tasks without such an annotation are left out. Labels are those of one
// control: the one that options.columns names as gold, else the first that holds spans or choices.
// All that was left aside is counted in remarks.
//
// Offsets of texts are code points: Label Studio converts what the browser counts
// (charsToCodePoints in its frontend's selection-tools.js). Releases before that wrote UTF-16 units
// (HumanSignal/label-studio, issue 1347); they are taken as such where the quoted words say so.
std::unique_ptr<Reader> read_label_studio(Intake& intake);

}  // namespace errata::normalize
