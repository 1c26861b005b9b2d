#include "analyze/label_edges.hpp"

#include <algorithm>
#include <string>
#include <tuple>

namespace errata::analyze {

using model::EdgeKind;

namespace {

bool is_pooled(EdgeKind kind) {
  return kind == EdgeKind::title || kind == EdgeKind::closing_mark;
}

// "Inc." has its full stop inside.
bool keeps_its_mark(const GoldEdge& edge, const EdgeCounts& counts) {
  return edge.kind == EdgeKind::closing_mark && counts.inside >= 2 &&
         counts.inside > counts.outside;
}

}  // namespace

LabelEdges::Listed LabelEdges::judged(EdgeKind kind, const EdgeCounts& counts) const {
  const auto [fewer, more] = std::minmax(counts.inside, counts.outside);
  Listed listed{counts, false, false};
  if (fewer == 0 || fewer + more < thresholds_.edge_items)
    return listed;
  const auto share = static_cast<double>(fewer) / static_cast<double>(fewer + more);
  const bool is_split = kind == EdgeKind::title && share >= thresholds_.edge_split;
  const bool is_rare = kind == EdgeKind::title || share <= thresholds_.edge_share;
  listed.inside = is_split || (is_rare && counts.inside < counts.outside);
  listed.outside = is_split || (is_rare && counts.outside < counts.inside);
  return listed;
}

LabelEdges::LabelEdges(const Tally& tally, const model::LabelSet& labels)
    : thresholds_{tally.thresholds}, labels_{labels} {
  std::map<Pool, EdgeCounts> pools;
  for (const auto& [edge, counts] : tally.gold_edges.counts())
    if (is_pooled(edge.kind) && !keeps_its_mark(edge, counts)) {
      pools[pool_of(edge)].inside += counts.inside;
      pools[pool_of(edge)].outside += counts.outside;
    }
  for (const auto& [edge, counts] : tally.gold_edges.counts()) {
    if (keeps_its_mark(edge, counts))
      continue;
    const auto listed = judged(edge.kind, is_pooled(edge.kind) ? pools[pool_of(edge)] : counts);
    if (listed.inside || listed.outside)
      listed_.emplace(edge, listed);
  }
}

void LabelEdges::add(const Place& place, const std::vector<Word>& words) {
  if (listed_.empty())
    return;
  const auto& document = place.document();
  for (const auto& span : document.gold)
    for (const auto& found : edge_words(document.text, words, span)) {
      const auto listed = listed_.find(found.edge);
      if (listed != listed_.end() &&
          (found.inside ? listed->second.inside : listed->second.outside))
        note(place, span, found, listed->second);
    }
}

void LabelEdges::note(const Place& place, const model::Annotation& span, const EdgeWord& found,
                      const Listed& listed) {
  total_ += 1;
  const auto& counts = listed.counts;
  first_.add({.document = place.document().id,
              .begin = place.offset(span.begin),
              .end = place.offset(span.end),
              .label = labels_.name(span.label),
              .surface = place.surface(span),
              .kind = found.edge.kind,
              .word = std::string{found.word},
              .inside = found.inside,
              .alike = found.inside ? counts.inside : counts.outside,
              .otherwise = found.inside ? counts.outside : counts.inside});
}

// By how much rarer it is than the other way; exact, without a division.
bool LabelEdges::RarestFirst::operator()(const model::LabelEdge& a,
                                         const model::LabelEdge& b) const {
  if (a.alike * b.otherwise != b.alike * a.otherwise)
    return a.alike * b.otherwise < b.alike * a.otherwise;
  return std::tie(b.otherwise, a.label, a.kind, a.word, a.document, a.begin, a.end) <
         std::tie(a.otherwise, b.label, b.kind, b.word, b.document, b.begin, b.end);
}

void LabelEdges::finish(model::Analysis& analysis) const {
  analysis.label_edges = first_.list();
  analysis.label_edges_total = total_;
}

}  // namespace errata::analyze
