#include "analyze/candidate.hpp"
#include "analyze/facts.hpp"

namespace errata::analyze {

namespace {

std::vector<model::Fact> facts_of(const Fallback& fallback, const Grounds& on) {
  const auto& tally = on.tally;
  const auto right = tally.documents - tally.with_errors;
  const auto right_after = right + fallback.becomes_right - fallback.becomes_wrong;
  return {text_fact("label", on.labels.name(fallback.label)),
          score_fact("threshold", fallback.threshold),
          count_fact("changed", fallback.changed),
          count_fact("wrong", fallback.changed - fallback.becomes_wrong),
          count_fact("becomes_right", fallback.becomes_right),
          count_fact("becomes_wrong", fallback.becomes_wrong),
          score_fact("accuracy", share_of(right, tally.documents)),
          score_fact("accuracy_after", share_of(right_after, tally.documents)),
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
