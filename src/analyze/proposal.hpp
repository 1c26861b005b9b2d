// Into which simpler entities the spans of a label could be broken.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "analyze/segments.hpp"
#include "analyze/smallest.hpp"
#include "model/analysis.hpp"
#include "model/document.hpp"

namespace errata::analyze {

// Gathers the spans of one label. Segments are aligned by kind and order: the second name of a span
// is the same part as the second name of another. Counts only: the order of spans does not matter.
class ProposalBuilder {
 public:
  // `unfound`: the model did not find the span; predictions inside it then show which parts it
  // knows already.
  void add(const model::Document& document, const model::Annotation& gold, bool unfound);

  // Parts that stand in at least `part_share` of the spans of two segments and more, in the order
  // in which they stand on average. Nothing where fewer than two parts do.
  std::optional<model::Proposal> finish(double part_share) const;

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
  using Kept = std::map<PartId, const Part*>;

  Kept kept_parts(double part_share) const;
  bool explains(const Kept& kept, const std::string& kinds) const;

  std::uint64_t spans_ = 0;
  std::map<PartId, Part> parts_;
  std::map<std::string, std::uint64_t> kinds_;  // kinds of a span's segments -> spans
};

}  // namespace errata::analyze
