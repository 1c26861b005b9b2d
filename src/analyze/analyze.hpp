// Stage 3: documents -> Analysis, in two passes: count, then collect what the counts ask for.
#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "analyze/thresholds.hpp"
#include "model/analysis.hpp"
#include "model/document.hpp"
#include "model/label_set.hpp"
#include "model/test_set.hpp"

namespace errata::analyze {

class Tally;  // analyze/tally.hpp

// What an analysis goes by beside its documents.
struct Options {
  Thresholds thresholds;                        // of the tally
  std::optional<std::chrono::sys_days> date{};  // that it is of: what has expired by then
};

// Pass 2. From the tally alone it is decided what was found; add() then collects examples, cues,
// evidence and the documents that are shown, for those findings only. The order of documents does
// not show in the result. Refers to what it is made from. Without a date nothing is said of what
// expires.
class Evidence {
 public:
  Evidence(const Tally& tally, const model::TestSet& test_set, const model::LabelSet& labels,
           std::optional<std::chrono::sys_days> date = std::nullopt);
  ~Evidence();
  Evidence(Evidence&&) noexcept;

  void add(const model::Document& document);
  model::Analysis finish();  // once

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace errata::analyze
