#include "analyze/candidate.hpp"
#include "analyze/facts.hpp"

namespace errata::analyze {

namespace {

// From which share of documents of the label on more become right than wrong, at the rates of this
// test set.
double break_even(const Fallback& fallback, std::uint64_t support, std::uint64_t others) {
  const auto won = share_of(fallback.becomes_right, support);
  const auto lost = share_of(fallback.becomes_wrong, others);
  return lost / (won + lost);
}

std::vector<model::Fact> facts_of(const Fallback& fallback, const Grounds& on) {
  const auto& tally = on.tally;
  const auto right = tally.documents - tally.with_errors;
  const auto right_after = right + fallback.becomes_right - fallback.becomes_wrong;
  const auto& sums = tally.labels[fallback.label].sums;
  const auto others = tally.documents - sums.gold;
  const auto others_right = right - sums.tp;
  return {text_fact("label", on.labels.name(fallback.label)),
          score_fact("threshold", fallback.threshold),
          count_fact("changed", fallback.changed),
          count_fact("wrong", fallback.changed - fallback.becomes_wrong),
          count_fact("becomes_right", fallback.becomes_right),
          count_fact("becomes_wrong", fallback.becomes_wrong),
          score_fact("accuracy", share_of(right, tally.documents)),
          score_fact("accuracy_after", share_of(right_after, tally.documents)),
          share_fact("share", share_of(sums.gold, tally.documents)),
          count_fact("others", others),
          count_fact("others_right", others_right),
          count_fact("others_right_after", others_right - fallback.becomes_wrong),
          share_fact("break_even", break_even(fallback, sums.gold, others)),
          count_fact("tried", fallback.tried),
          count_fact("macro_falls", gain_of(counts_of(tally), fallback.repair).macro_f1 < 0)};
}

}  // namespace

// A setting: no document has to be opened.
void find_fallback_threshold(const Grounds& on, std::vector<Candidate>& found) {
  if (!on.fallback)
    return;
  const auto& fallback = *on.fallback;
  const bool is_strong = fallback.is_below(on.tally.thresholds.fallback_strong_level);
  auto c = candidate(on, "fallback-threshold", {fallback.label},
                     is_strong ? model::Grade::strong : model::Grade::moderate,
                     {Topic::Kind::unsure, fallback.label, fallback.label}, fallback.repair);
  c.finding.effort = 0;
  c.finding.facts = facts_of(fallback, on);
  found.push_back(std::move(c));
}

}  // namespace errata::analyze
