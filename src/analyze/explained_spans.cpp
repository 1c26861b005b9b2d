#include "analyze/explained_spans.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>

#include "analyze/real.hpp"
#include "analyze/surface.hpp"

namespace errata::analyze {

using model::LabelId;

namespace {

// Of a label: spans that can be cut, and those that have a first, second, … segment of a kind.
struct SpansOfLabel {
  std::uint64_t spans = 0;
  std::array<std::array<std::uint64_t, most_segments>, part_kinds> with{};

  void add(const PartCounts& parts, std::uint64_t count) {
    spans += count;
    for (std::size_t kind = 0; kind < part_kinds; ++kind)
      for (std::size_t ordinal = 0; ordinal < parts[kind]; ++ordinal)
        with[kind][ordinal] += count;
  }

  PartCounts kept(double part_share) const {
    PartCounts kept{};
    for (std::size_t kind = 0; kind < part_kinds; ++kind)
      kept[kind] = static_cast<std::uint8_t>(std::ranges::count_if(with[kind], [&](auto count) {
        return count > 0 && real(count) >= part_share * real(spans);
      }));
    return kept;
  }
};

PartCounts parts_of(const model::Proposal& proposal) {
  PartCounts kept{};
  for (const auto& part : proposal.parts)
    for (std::size_t kind = 0; kind < part_kinds; ++kind) {
      const auto name = name_of(static_cast<PartKind>(kind));
      kept[kind] += part.name == name || part.name.starts_with(std::string{name} + " ");
    }
  return kept;
}

}  // namespace

bool is_claim(const LabelTally& label, const Thresholds& thresholds) {
  return label.unfound.items >= thresholds.least_items &&
         label.unfound.documents >= thresholds.least_documents;
}

ExplainedSpans::ExplainedSpans(const Tally& tally) {
  std::map<LabelId, SpansOfLabel> of_labels;
  for (const auto& [key, count] : tally.parts)
    if (is_claim(tally.labels[key.first], tally.thresholds))
      of_labels[key.first].add(key.second, count);
  for (const auto& [label, spans] : of_labels)
    kept_[label] = spans.kept(tally.thresholds.part_share);
}

ExplainedSpans::ExplainedSpans(const model::Analysis& analysis, const model::LabelSet& labels) {
  for (const auto& finding : analysis.findings) {
    if (finding.rule != "break-down")
      continue;
    const auto& name = model::fact_of(finding.facts, "label")->text;
    const auto missed = std::ranges::find(analysis.missed, name, &model::Missed::label);
    const auto* const label = labels.find(name);
    if (label != nullptr && missed != analysis.missed.end() && missed->proposal)
      kept_[*label] = parts_of(*missed->proposal);
  }
}

PartCounts ExplainedSpans::kept(LabelId label) const {
  const auto found = kept_.find(label);
  return found == kept_.end() ? PartCounts{} : found->second;
}

bool ExplainedSpans::explains(const model::Document& document,
                              const model::Annotation& gold) const {
  return has(gold.label) && document.has_text &&
         explain(kept(gold.label), cut(text_of(document, gold)));
}

bool explain(const PartCounts& kept, const std::vector<Segment>& segments) {
  const auto counts = counts_of(segments);
  return is_cut(segments) && std::ranges::equal(counts, kept, std::less_equal{});
}

std::string name_of_part(PartKind kind, std::size_t ordinal, const PartCounts& kept) {
  const bool several = kept[static_cast<std::size_t>(kind)] > 1;
  return std::string{name_of(kind)} + (several ? " " + std::to_string(ordinal + 1) : "");
}

}  // namespace errata::analyze
