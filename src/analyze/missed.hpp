// Labelled entities that the model does not find, and whether complexity is the reason.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "analyze/complexity.hpp"
#include "analyze/interval.hpp"
#include "analyze/match.hpp"
#include "analyze/proposal.hpp"
#include "analyze/tally.hpp"
#include "analyze/topics.hpp"
#include "model/analysis.hpp"
#include "model/label_set.hpp"

namespace errata::analyze {

// A gold item is unfound when it is missed, or met by a prediction of a wrong span. Labels with
// fewer than 3 unfound items in 3 documents get counts, but no proposal.
class MissedEvidence {
 public:
  // Refers to the tally; `explained` is of it.
  MissedEvidence(const Tally& tally, const ExplainedSpans& explained);

  void add(const model::Document& document, const std::vector<Match>& matches);

  // Labels with an unfound item, most first. That complexity is the reason is proved where complex
  // spans of the label are missed more often than simple ones: the interval of the difference lies
  // above 0, and both stand in `documents_for_interval` documents. Where the label itself has
  // simple spans in fewer documents (an address is hardly ever simple), those of all labels are
  // what its complex ones are compared with. In the same way spans that lie in, around or across
  // another one are compared with the others of the label.
  std::vector<model::Missed> finish(const model::LabelSet& labels, const Topics& topics) const;

  // What each proposal of finish() can buy, see ProposalBuilder::repair().
  std::map<model::LabelId, Repair> breakdowns() const;

 private:
  static constexpr std::size_t bands = band_names.size();
  struct Count {
    std::uint64_t unfound = 0, gold = 0;
    void add(bool is_unfound) {
      gold += 1;
      unfound += is_unfound;
    }
  };
  struct InDocument {
    std::array<std::uint64_t, bands> gold{}, unfound{};
    Count overlapped, apart;
  };
  // Harder against easier spans, in the same documents.
  struct Cross {
    std::uint64_t aa = 0, ad = 0, da = 0, dd = 0;
    void add(const Count& of_harder, const Count& of_easier);
    CrossSums sums() const;
  };
  struct LabelBands {
    explicit LabelBands(const PartCounts& kept) : proposal{kept} {}

    std::array<ItemSums, bands> sums;  // tp: the unfound ones
    Cross own, all;                    // with its simple spans, and with those of all labels
    ItemSums overlapped, apart;        // tp: the unfound ones
    Cross of_overlapped;               // with those apart
    ProposalBuilder proposal;
  };
  void close(const InDocument& in, const Count& all_simple, LabelBands& label);
  bool has_own_baseline(const LabelBands& label) const;
  void compare(const LabelBands& label, model::Missed& with) const;
  static std::optional<model::MissedOverlapped> overlapped(const LabelBands& label);
  std::optional<model::Proposal> propose(const LabelBands& label, std::uint64_t missed) const;
  model::Missed describe(model::LabelId id, const LabelBands& label) const;

  const Tally& tally_;
  std::map<model::LabelId, LabelBands> labels_;  // with an unfound item
  ItemSums all_simple_;                          // of every label; tp: the unfound ones
};

}  // namespace errata::analyze
