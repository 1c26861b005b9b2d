// Evaluation results of conversational language understanding (CLU), as Azure AI Language gives
// them:
//   {"value": [{"text": "mail Ana", "language": "en-us",
//     "intentsResult": {"expectedIntent": "SendEmail", "predictedIntent": "None"},
//     "entitiesResult": {"expectedEntities": [{"category": "Contact", "offset": 5, "length": 3}],
//       "predictedEntities": []}}], "nextLink": null}
#pragma once

#include <memory>
#include <string_view>

#include "normalize/intake.hpp"
#include "normalize/reader.hpp"

namespace errata::normalize {

bool is_clu_evaluation(std::string_view head);

// Intents as single_label; the entities where options.task asks for them, or where there is no
// intent. Pages come in the wrappings that azure_body.hpp lists, a summary among them or beside
// them. Offsets count UTF-16 units of the utterance; its id is its number. Throws InputError for
// what is neither page nor summary.
std::unique_ptr<Reader> read_clu_evaluation(Intake& intake);

}  // namespace errata::normalize
