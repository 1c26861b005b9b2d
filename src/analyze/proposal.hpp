// Into which simpler entities the spans of a label could be broken.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "analyze/explained_spans.hpp"
#include "analyze/gain.hpp"
#include "analyze/segments.hpp"
#include "analyze/smallest.hpp"
#include "model/analysis.hpp"
#include "model/document.hpp"

namespace errata::analyze {

// Gathers the spans of one label. Segments are aligned by kind and order. Counts only: the order of
// spans does not matter.
class ProposalBuilder {
 public:
  explicit ProposalBuilder(const PartCounts& kept) : kept_{kept} {}

  // `unfound`: what the model did not find of the span, nothing where it did; predictions inside it
  // then show which parts it knows already.
  void add(const model::Document& document, const model::Annotation& gold,
           const std::optional<Cell>& unfound);

  // Parts that are kept, in the order in which they stand on average. Nothing where they are fewer
  // than two. The gain is not filled.
  std::optional<model::Proposal> finish() const;

  // What breaking down can buy: the spans that were not found and hold these parts and nothing else
  // are found. A span that cannot be cut, or holds what the parts do not explain, is as hard
  // afterwards as it was.
  const Repair& repair() const { return repair_; }

 private:
  struct PartId {
    PartKind kind;
    std::size_t ordinal;  // among segments of the kind, from 0
    auto operator<=>(const PartId&) const = default;
  };
  struct Part {
    std::uint64_t spans = 0, positions = 0, predicted = 0;
    Smallest<std::string> examples{3};
  };
  bool is_kept(const PartId& id) const;

  PartCounts kept_;
  std::uint64_t spans_ = 0, covered_ = 0, covered_missed_ = 0;
  std::map<PartId, Part> parts_;
  Repair repair_;
};

}  // namespace errata::analyze
