#include "normalize/read_explainaboard.hpp"

#include "core/error.hpp"
#include "core/text.hpp"
#include "normalize/json_head.hpp"
#include "normalize/open_input.hpp"
#include "normalize/read_json_records.hpp"

namespace errata::normalize {

namespace {

bool has_predictions(std::string_view head) {
  return has_key(head, "predictions") && has_key(head, "true_label") &&
         has_key(head, "predicted_label");
}

// What ExplainaBoard makes of a system's output.
bool is_analysis(std::string_view head) {
  return has_key(head, "analysis_levels") || has_key(head, "fine_grained");
}

}  // namespace

bool is_explainaboard(std::string_view head) {
  return trimmed(head).starts_with('{') && (has_predictions(head) || is_analysis(head));
}

std::unique_ptr<Reader> read_explainaboard(Intake& intake) {
  for (const auto& file : intake.inputs.documents) {
    const auto head = read_head(file);
    if (is_analysis(head) && !has_predictions(head))
      throw InputError{printable(file.name) +
                       ": is an analysis of ExplainaBoard, which holds scores; give the system's "
                       "output, which holds the predictions"};
  }
  return read_json_records(intake);
}

}  // namespace errata::normalize
