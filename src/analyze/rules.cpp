#include "analyze/rules.hpp"

#include <algorithm>
#include <set>

#include "analyze/candidate.hpp"
#include "analyze/ranking.hpp"

namespace errata::analyze {

namespace {

using Rule = void (*)(const Grounds&, std::vector<Candidate>&);
constexpr Rule rules[] = {
    find_confusions, find_missed,     find_unlabeled,     find_wrong_labels,
    find_boundaries, find_low_recall, find_low_precision, find_fallback_threshold};

// Beyond doubt two spellings of one label.
bool is_alike(const Candidate& c) {
  return model::number_of(c.finding.facts, "alike") > 0 &&
         c.finding.evidence == model::Grade::strong;
}

// Where predictions may belong to other documents, a check asks for that first. Two spellings are
// that, whatever document a prediction belongs to.
void weaken(Candidate& c) {
  if (is_alike(c))
    return;
  c.finding.evidence = std::max(c.finding.evidence, model::Grade::weak);
  c.finding.outcome = model::Outcome::needs_review;
}

// What else is said of a label in two spellings is said of one half of it.
void leave_spellings_alone(std::vector<Candidate>& found) {
  std::set<model::LabelId> labels;
  for (const auto& c : found)
    if (is_alike(c))
      labels.insert({c.topics.front().gold, c.topics.front().predicted});
  std::erase_if(found, [&labels](const Candidate& c) {
    const auto& topic = c.topics.front();
    return !is_alike(c) && topic.kind != Topic::Kind::wrong_label &&
           (labels.contains(topic.gold) || labels.contains(topic.predicted));
  });
}

}  // namespace

std::vector<Candidate> find_candidates(const Grounds& grounds) {
  std::vector<Candidate> found;
  for (const auto rule : rules)
    rule(grounds, found);
  leave_spellings_alone(found);
  if (grounds.tally.task == model::Task::single_label && may_be_mixed_up(grounds.tally))
    std::ranges::for_each(found, weaken);
  const auto counts = counts_of(grounds.tally);
  for (auto& c : found)
    c.finding.gain = c.gain.value_or(gain_of(counts, c.repair));
  rank(found, grounds.tally);
  return found;
}

}  // namespace errata::analyze
