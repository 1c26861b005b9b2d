// Which spans of a label are made of the parts of its break-down alone.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "analyze/segments.hpp"
#include "analyze/tally.hpp"
#include "model/analysis.hpp"
#include "model/document.hpp"
#include "model/label_set.hpp"

namespace errata::analyze {

// Parts stand in a break-down where they are in at least `part_share` of the label's spans that can
// be cut in two and more. The second name of a span is the same part as the second name of another,
// so that of each kind the first few are kept.
class ExplainedSpans {
 public:
  ExplainedSpans() = default;  // none
  // Of labels with enough unfound items for a claim; entities with text.
  explicit ExplainedSpans(const Tally& tally);
  // Of labels that a finding of the analysis tells to break down.
  ExplainedSpans(const model::Analysis& analysis, const model::LabelSet& labels);

  PartCounts kept(model::LabelId label) const;  // of each kind
  bool has(model::LabelId label) const { return kept_.contains(label); }
  // Whether the span can be cut and holds nothing else.
  bool explains(const model::Document& document, const model::Annotation& gold) const;

 private:
  std::map<model::LabelId, PartCounts> kept_;
};

// Whether enough of the label's items are not found to say anything of them.
bool is_claim(const LabelTally& label, const Thresholds& thresholds);

// Whether these are two segments and more, and no others than are kept.
bool explain(const PartCounts& kept, const std::vector<Segment>& segments);

// The name of the part with the same kind as so many before it: "Number", "Number 2", and
// "Number 1" where there is a second.
std::string name_of_part(PartKind kind, std::size_t ordinal, const PartCounts& kept);

}  // namespace errata::analyze
