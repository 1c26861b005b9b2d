// Prodigy's answers about what a model suggested:
//   {"text": "by May", "spans": [{"start": 3, "end": 6, "label": "Date"}], "answer": "reject"}
#pragma once

#include <memory>
#include <string_view>

#include "normalize/intake.hpp"
#include "normalize/reader.hpp"

namespace errata::normalize {

bool is_prodigy(std::string_view head);

// What was suggested (spans, or one label) is predicted, and gold where it was accepted. Answers
// 'ignore' are left out and counted. Gold knows nothing that was not suggested: the test set tells
// precision only. With --gold and --predicted: see json_side.hpp. next()
// throws InputError where nothing was rejected, as in a file of gold labels.
std::unique_ptr<Reader> read_prodigy(Intake& intake);

}  // namespace errata::normalize
