// ExplainaBoard's system outputs in JSON:
//   {"user_defined_metadata_configs": {…},
//    "predictions": [{"text": "…", "true_label": "Yes", "predicted_label": "No"}, …]}
#pragma once

#include <memory>
#include <string_view>

#include "normalize/intake.hpp"
#include "normalize/reader.hpp"

namespace errata::normalize {

bool is_explainaboard(std::string_view head);

// Its records are read as those of `json`. Throws
// InputError for an analysis, which holds scores and no predictions.
std::unique_ptr<Reader> read_explainaboard(Intake& intake);

}  // namespace errata::normalize
