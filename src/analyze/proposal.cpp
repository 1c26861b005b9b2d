#include "analyze/proposal.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

#include "analyze/caps.hpp"
#include "analyze/surface.hpp"

namespace errata::analyze {

namespace {

constexpr std::size_t longest_example = 120;  // bytes
constexpr std::size_t most_inner_predictions = 50;

// Whether a prediction inside the gold span stands on the segment.
bool is_predicted(const model::Document& document, const model::Annotation& gold,
                  const Segment& segment) {
  const auto begin = gold.begin + segment.begin;
  const auto end = gold.begin + segment.end;
  const auto& list = document.predicted;
  auto at = std::ranges::lower_bound(list, gold.begin, {}, &model::Annotation::begin);
  for (std::size_t n = 0; at != list.end() && at->begin < end && n < most_inner_predictions;
       ++n, ++at)
    if (at->end <= gold.end && !at->same_span(gold) && at->begin < end && begin < at->end)
      return true;
  return false;
}

}  // namespace

void ProposalBuilder::add(const model::Document& document, const model::Annotation& gold,
                          const std::optional<Cell>& unfound) {
  if (!document.has_text)
    return;
  const auto text = text_of(document, gold);
  const auto segments = cut(text);
  if (!is_cut(segments))
    return;
  spans_ += 1;
  PartCounts ordinals{};
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const auto& segment = segments[i];
    auto& part = parts_[{segment.kind, ordinals[static_cast<std::size_t>(segment.kind)]++}];
    part.spans += 1;
    part.positions += i;
    part.predicted += unfound.has_value() && is_predicted(document, gold, segment);
    auto example = normalized_surface(text.substr(segment.begin, segment.end - segment.begin));
    if (example.size() <= longest_example)
      part.examples.add(std::move(example));
  }
  if (!explain(kept_, segments))
    return;
  covered_ += 1;
  if (unfound) {
    covered_missed_ += 1;
    repair_.add(*unfound, 1);
  }
}

bool ProposalBuilder::is_kept(const PartId& id) const {
  return id.ordinal < kept_[static_cast<std::size_t>(id.kind)];
}

std::optional<model::Proposal> ProposalBuilder::finish() const {
  std::vector<std::pair<PartId, const Part*>> order;
  for (const auto& [id, part] : parts_)
    if (is_kept(id))
      order.emplace_back(id, &part);
  if (order.size() < 2)
    return {};
  std::ranges::sort(order, [](const auto& a, const auto& b) {
    const auto left = a.second->positions * b.second->spans;
    const auto right = b.second->positions * a.second->spans;
    return std::tie(left, a.first) < std::tie(right, b.first);
  });
  model::Proposal proposal;
  proposal.spans = spans_;
  proposal.covered = covered_;
  proposal.covered_missed = covered_missed_;
  for (const auto& [id, part] : order) {
    model::ProposalPart p;
    p.name = name_of_part(id.kind, id.ordinal, kept_);
    p.share = static_cast<double>(part->spans) / static_cast<double>(spans_);
    p.count = part->spans;
    p.predicted = part->predicted;
    p.examples = part->examples.list();
    proposal.parts.push_back(std::move(p));
  }
  Smallest<std::string> leftovers{caps::kept_examples};
  for (const auto& [id, part] : parts_)
    if (!is_kept(id))
      for (const auto& example : part.examples.values())
        leftovers.add(example);
  proposal.leftovers = leftovers.list();
  return proposal;
}

}  // namespace errata::analyze
