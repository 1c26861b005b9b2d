#include "analyze/rules.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "analyze/candidate.hpp"
#include "analyze/facts.hpp"

namespace errata::analyze {

using model::Finding;

namespace {

using Rule = void (*)(const Grounds&, std::vector<Candidate>&);
constexpr Rule rules[] = {find_confusions, find_missed,     find_unlabeled,    find_wrong_labels,
                          find_boundaries, find_low_recall, find_low_precision};

// What the last bits of a quotient say is noise, and must not decide an order.
double rounded(double gain) {
  constexpr double steps = 1e12;
  return std::round(gain * steps) / steps;
}

double gain_per_document(const Finding& finding) {
  const auto documents = std::max<std::uint64_t>(1, finding.effort);
  return rounded(finding.gain.micro_f1 / static_cast<double>(documents));
}

// The best evidence, then the most gain for a document, then the most gain.
auto rank(const Finding& finding) {
  return std::tuple{finding.evidence, -gain_per_document(finding), -rounded(finding.gain.micro_f1),
                    finding.id};
}

bool ranks_before(const Finding& a, const Finding& b) {
  return rank(a) < rank(b);
}

// The lower-ranked one says with which finding it shares items: the first of those that share most.
void tell_shared(std::vector<Candidate>& ranked, model::Task task) {
  for (auto c = ranked.begin(); c != ranked.end(); ++c) {
    std::uint64_t most = 0;
    std::string with;
    for (auto before = ranked.begin(); before != c; ++before)
      if (const auto shared = c->repair.shared_with(before->repair, task); shared > most) {
        most = shared;
        with = before->finding.id;
      }
    c->finding.facts.push_back(text_fact("shares", with));
    c->finding.facts.push_back(count_fact("shares_count", most));
  }
}

}  // namespace

std::vector<Candidate> find_candidates(const Grounds& grounds) {
  std::vector<Candidate> found;
  for (const auto rule : rules)
    rule(grounds, found);
  const auto counts = counts_of(grounds.tally);
  for (auto& c : found)
    c.finding.gain = gain_of(counts, c.repair);
  std::ranges::sort(found, [](const Candidate& a, const Candidate& b) {
    return ranks_before(a.finding, b.finding);
  });
  tell_shared(found, grounds.tally.task);
  return found;
}

}  // namespace errata::analyze
