#include "analyze/method.hpp"

#include <array>

#include "analyze/caps.hpp"
#include "analyze/interval.hpp"

namespace errata::analyze {

namespace {

// What is told of in words (templates/words/definitions.mustache), which name thresholds.
constexpr auto worded = std::to_array<const char*>({
    "complexity",
    "boundary habits",
    "calibration",
    "confusions",
    "fallback threshold",
    "gain",
    "gates",
    "groups",
    "interval",
    "macro",
    "matching",
    "micro",
    "label errors",
    "slices",
    "what no test set tells",
    "label audit",
    "labels that stand alone",
    "nearly equal texts",
    "ranking",
    "surfaces",
    "unlabeled grades",
});

}  // namespace

std::map<std::string, std::string> method_of(const Tally& tally) {
  std::map<std::string, std::string> method;
  method["confidence level"] = "0.95";
  method["documents for an interval"] = std::to_string(documents_for_interval);
  for (const auto* name : worded)
    method[name] = "";
  if (tally.task != model::Task::entities)
    method["agreement"] = "";
  method["documents kept"] = std::to_string(caps::shown_documents);
  method["findings kept"] = std::to_string(caps::kept_findings);
  method["confusions kept"] = std::to_string(caps::kept_confusions);
  method["predictions without a label kept"] = std::to_string(caps::kept_unlabeled);
  if (tally.crowded > 0)
    method["places with too many labels to pair"] = std::to_string(tally.crowded);
  if (tally.labels.size() > caps::matrix_labels)
    method["matrix left out above labels"] = std::to_string(caps::matrix_labels);
  return method;
}

}  // namespace errata::analyze
