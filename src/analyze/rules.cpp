#include "analyze/rules.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "analyze/candidate.hpp"
#include "analyze/facts.hpp"

namespace errata::analyze {

using model::Finding;
using Kind = Topic::Kind;

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

// Boundary errors of a label are repaired by "fix-boundaries" and by the rules of spans that are
// not found.
bool share_items(const Candidate& a, const Candidate& b) {
  const auto& first = a.topics.front();
  const auto& second = b.topics.front();
  return first.gold == second.gold && std::min(first.kind, second.kind) == Kind::unfound &&
         std::max(first.kind, second.kind) == Kind::boundary;
}

// The lower-ranked one says with which finding it shares items.
void tell_shared(std::vector<Candidate>& ranked) {
  for (auto c = ranked.begin(); c != ranked.end(); ++c) {
    const auto kind = c->topics.front().kind;
    if (kind != Kind::unfound && kind != Kind::boundary)
      continue;
    const auto other =
        std::find_if(ranked.begin(), c, [&c](const Candidate& r) { return share_items(*c, r); });
    c->finding.facts.push_back(text_fact("shares", other == c ? "" : other->finding.id));
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
  tell_shared(found);
  return found;
}

}  // namespace errata::analyze
