// Two files of JSON, one with the gold labels and one with the predictions, as doccano, Prodigy and
// spaCy users write them:
//   {"id": 1, "text": "Call Ana", "label": [[5, 8, "Person"]]}
#pragma once

#include <memory>

#include "normalize/intake.hpp"
#include "normalize/reader.hpp"

namespace errata::normalize {

// Documents of intake.inputs.gold with the predictions of intake.inputs.predicted (see
// join_documents.hpp). Records that a person rejected or ignored in Prodigy are left out.
std::unique_ptr<Reader> join_json(Intake& intake);

}  // namespace errata::normalize
