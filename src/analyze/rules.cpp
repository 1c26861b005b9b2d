#include "analyze/rules.hpp"

#include "analyze/candidate.hpp"
#include "analyze/ranking.hpp"

namespace errata::analyze {

namespace {

using Rule = void (*)(const Grounds&, std::vector<Candidate>&);
constexpr Rule rules[] = {
    find_confusions, find_missed,     find_unlabeled,     find_wrong_labels,
    find_boundaries, find_low_recall, find_low_precision, find_fallback_threshold};

}  // namespace

std::vector<Candidate> find_candidates(const Grounds& grounds) {
  std::vector<Candidate> found;
  for (const auto rule : rules)
    rule(grounds, found);
  const auto counts = counts_of(grounds.tally);
  for (auto& c : found)
    c.finding.gain = gain_of(counts, c.repair);
  rank(found, grounds.tally);
  return found;
}

}  // namespace errata::analyze
