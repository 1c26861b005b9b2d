// Evaluation results of Azure AI Language's custom text models:
//   {"value":[{"location":"a.txt","language":"en","projectKind":"CustomEntityRecognition",
//     "customEntityRecognitionResult":{"entities":[{"regionOffset":0,"regionLength":84,
//       "expectedEntities":[{"category":"Date","offset":7,"length":5}],"predictedEntities":[]}]}}]}
#pragma once

#include <memory>
#include <string_view>

#include "normalize/intake.hpp"
#include "normalize/reader.hpp"

namespace errata::normalize {

bool is_azure_evaluation(std::string_view head);

// Pages, summary and export in any order and wrapping (azure_body.hpp), one page in memory at a
// time. A document on two pages is used once, with a remark; where the two differ it is an
// InputError. About 50 bytes a document are kept for that.
std::unique_ptr<Reader> read_azure_evaluation(Intake& intake);

}  // namespace errata::normalize
