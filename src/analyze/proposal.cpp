#include "analyze/proposal.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <vector>

#include "analyze/caps.hpp"
#include "analyze/surface.hpp"

namespace errata::analyze {

namespace {

constexpr std::size_t kinds = 6;
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
  if (segments.size() < 2)
    return;
  spans_ += 1;
  std::array<std::size_t, kinds> ordinals{};
  std::string signature;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const auto& segment = segments[i];
    auto& part = parts_[{segment.kind, ordinals[static_cast<std::size_t>(segment.kind)]++}];
    part.spans += 1;
    part.positions += i;
    part.predicted += unfound.has_value() && is_predicted(document, gold, segment);
    auto example = normalized_surface(text.substr(segment.begin, segment.end - segment.begin));
    if (example.size() <= longest_example)
      part.examples.add(std::move(example));
    signature += static_cast<char>(segment.kind);
  }
  auto& of = kinds_[signature];
  of.spans += 1;
  if (unfound) {
    of.unfound += 1;
    of.cells[*unfound] += 1;
  }
}

ProposalBuilder::Kept ProposalBuilder::kept_parts(double part_share) const {
  Kept kept;
  for (const auto& [id, part] : parts_)
    if (static_cast<double>(part.spans) >= part_share * static_cast<double>(spans_))
      kept[id] = &part;
  return kept;
}

bool ProposalBuilder::explains(const Kept& kept, const std::string& signature) const {
  std::array<std::size_t, kinds> ordinals{};
  return std::ranges::all_of(signature, [&](char kind) {
    const auto number = static_cast<unsigned char>(kind);
    return kept.contains({static_cast<PartKind>(number), ordinals[number]++});
  });
}

Repair ProposalBuilder::repair(double part_share) const {
  Repair repair;
  const auto kept = kept_parts(part_share);
  for (const auto& [signature, of] : kinds_)
    if (explains(kept, signature))
      for (const auto& [cell, items] : of.cells)
        repair.add(cell, items);
  return repair;
}

std::optional<model::Proposal> ProposalBuilder::finish(double part_share) const {
  const auto kept = kept_parts(part_share);
  if (kept.size() < 2)
    return {};
  std::vector<std::pair<PartId, const Part*>> order{kept.begin(), kept.end()};
  std::ranges::sort(order, [](const auto& a, const auto& b) {
    const auto left = a.second->positions * b.second->spans;
    const auto right = b.second->positions * a.second->spans;
    return std::tie(left, a.first) < std::tie(right, b.first);
  });
  model::Proposal proposal;
  proposal.spans = spans_;
  for (const auto& [id, part] : order) {
    const bool several = kept.contains({id.kind, 1});
    const auto number = several ? " " + std::to_string(id.ordinal + 1) : std::string{};
    model::ProposalPart p;
    p.name = std::string{name_of(id.kind)} + number;
    p.share = static_cast<double>(part->spans) / static_cast<double>(spans_);
    p.count = part->spans;
    p.predicted = part->predicted;
    p.examples = part->examples.list();
    proposal.parts.push_back(std::move(p));
  }
  for (const auto& [signature, of] : kinds_)
    if (explains(kept, signature)) {
      proposal.covered += of.spans;
      proposal.covered_missed += of.unfound;
    }
  Smallest<std::string> leftovers{caps::kept_examples};
  for (const auto& [id, part] : parts_)
    if (!kept.contains(id))
      for (const auto& example : part.examples.values())
        leftovers.add(example);
  proposal.leftovers = leftovers.list();
  return proposal;
}

}  // namespace errata::analyze
