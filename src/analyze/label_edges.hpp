// Gold labels that begin or end otherwise than most like them: pass 2, from the labels alone.
#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include "analyze/caps.hpp"
#include "analyze/example.hpp"
#include "analyze/gold_edges.hpp"
#include "analyze/smallest.hpp"
#include "analyze/tally.hpp"
#include "analyze/thresholds.hpp"
#include "model/analysis.hpp"

namespace errata::analyze {

// Of a word that stands inside some labels and beside others, `edge_items` times in all, the rarer
// way is listed where it is at most `edge_share` of them. Titles of a label are judged together, as
// are closing marks, but for those behind a word that mostly has its own inside ("Inc."). Titles
// that are split more evenly are listed both ways from `edge_split` on.
class LabelEdges {
 public:
  LabelEdges(const Tally& tally, const model::LabelSet& labels);

  void add(const Place& place, const std::vector<Word>& words);  // of its text
  void finish(model::Analysis& analysis) const;

 private:
  struct Listed {
    EdgeCounts counts;  // that it is judged by
    bool inside = false, outside = false;
  };
  struct RarestFirst {
    bool operator()(const model::LabelEdge& a, const model::LabelEdge& b) const;
  };
  using Pool = std::pair<model::LabelId, model::EdgeKind>;

  static Pool pool_of(const GoldEdge& edge) { return {edge.label, edge.kind}; }
  Listed judged(model::EdgeKind kind, const EdgeCounts& counts) const;
  void note(const Place& place, const model::Annotation& span, const EdgeWord& found,
            const Listed& listed);

  const Thresholds& thresholds_;
  const model::LabelSet& labels_;
  std::map<GoldEdge, Listed> listed_;
  std::uint64_t total_ = 0;
  Smallest<model::LabelEdge, RarestFirst> first_{caps::kept_audit};
};

}  // namespace errata::analyze
