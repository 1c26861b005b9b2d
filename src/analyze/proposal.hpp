// Into which simpler entities the spans of a label could be broken.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "analyze/gain.hpp"
#include "analyze/segments.hpp"
#include "analyze/smallest.hpp"
#include "model/analysis.hpp"
#include "model/document.hpp"

namespace errata::analyze {

// Gathers the spans of one label. Segments are aligned by kind and order: the second name of a span
// is the same part as the second name of another. Counts only: the order of spans does not matter.
class ProposalBuilder {
 public:
  // `unfound`: what the model did not find of the span, nothing where it did; predictions inside it
  // then show which parts it knows already.
  void add(const model::Document& document, const model::Annotation& gold,
           const std::optional<Cell>& unfound);

  // Parts that stand in at least `part_share` of the spans of two segments and more, in the order
  // in which they stand on average. Nothing where fewer than two parts do. The gain is not filled.
  std::optional<model::Proposal> finish(double part_share) const;

  // What breaking down can buy: the spans that were not found and hold these parts and nothing else
  // are found. A span that cannot be cut, or holds what the parts do not explain, is as hard
  // afterwards as it was.
  Repair repair(double part_share) const;

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
  struct Signature {
    std::uint64_t spans = 0, unfound = 0;
    std::map<Cell, std::uint64_t> cells{};  // of the unfound ones
  };
  using Kept = std::map<PartId, const Part*>;

  Kept kept_parts(double part_share) const;
  bool explains(const Kept& kept, const std::string& kinds) const;

  std::uint64_t spans_ = 0;
  std::map<PartId, Part> parts_;
  std::map<std::string, Signature> kinds_;  // by the kinds of a span's segments
};

}  // namespace errata::analyze
