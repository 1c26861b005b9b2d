#include "analyze/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <string>
#include <tuple>
#include <utility>

#include "analyze/caps.hpp"
#include "analyze/facts.hpp"
#include "analyze/real.hpp"

namespace errata::analyze {

using model::Finding;
using model::Grade;

namespace {

struct Rank {
  Grade evidence;
  double per_document, in_all;  // the most first
  std::string id;

  auto key() const { return std::tie(evidence, per_document, in_all, id); }
  bool operator<(const Rank& other) const { return key() < other.key(); }
};

// What the last bits of a quotient say is noise, and must not decide an order.
double rounded(double gain) {
  constexpr double steps = 1e12;
  return std::round(gain * steps) / steps;
}

Rank rank_of(const Finding& finding) {
  const auto documents = std::max<std::uint64_t>(1, finding.effort);
  return {finding.evidence, -rounded(finding.gain.micro_f1 / real(documents)),
          -rounded(finding.gain.micro_f1), finding.id};
}

bool stands_for(const Candidate& all, const Candidate& part) {
  return std::ranges::find(all.stands_for, part.topics.front()) != all.stands_for.end();
}

// Its own rank, or that of the best finding that it stands for, just before it.
std::vector<std::pair<Rank, bool>> ranks_of(const std::vector<Candidate>& candidates) {
  std::vector<std::pair<Rank, bool>> ranks;
  for (const auto& candidate : candidates)
    ranks.emplace_back(rank_of(candidate.finding), true);
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (candidates[i].stands_for.empty())
      continue;
    for (const auto& part : candidates)
      if (stands_for(candidates[i], part) && rank_of(part.finding) < ranks[i].first)
        ranks[i] = {rank_of(part.finding), false};
  }
  return ranks;
}

std::vector<Candidate> in_order(std::vector<Candidate> candidates) {
  auto ranks = ranks_of(candidates);
  std::vector<std::size_t> order(candidates.size());
  for (std::size_t i = 0; i < order.size(); ++i)
    order[i] = i;
  std::ranges::sort(order, {}, [&ranks, &candidates](std::size_t i) {
    return std::tuple{ranks[i].first.key(), ranks[i].second, candidates[i].finding.id};
  });
  std::vector<Candidate> ordered;
  for (const auto i : order)
    ordered.push_back(std::move(candidates[i]));
  return ordered;
}

// Puts what is mostly told above behind the rest, and weak evidence behind both.
std::vector<Candidate> with_told_behind(std::vector<Candidate> ranked, const Tally& tally) {
  std::vector<Candidate> first;
  std::vector<Candidate> told;
  std::vector<Candidate> weak;
  Repair above;
  for (auto& c : ranked) {
    if (c.finding.evidence >= Grade::weak) {
      weak.push_back(std::move(c));
    } else if (real(c.repair.shared_with(above, tally)) >
               tally.thresholds.mostly_told * real(c.repair.items())) {
      told.push_back(std::move(c));
    } else {
      above.join(c.repair);
      first.push_back(std::move(c));
    }
  }
  for (auto* const behind : {&told, &weak})
    std::ranges::move(*behind, std::back_inserter(first));
  return first;
}

// The lower-ranked one says with which finding it shares items: the first of those that share most.
// Of those that are kept, as thousands of labels have millions of pairs of findings.
void tell_shared(std::vector<Candidate>& ranked, const Tally& tally) {
  const auto kept = std::min(ranked.size(), caps::kept_findings);
  const auto end = ranked.begin() + static_cast<std::ptrdiff_t>(kept);
  for (auto c = ranked.begin(); c != end; ++c) {
    std::uint64_t most = 0;
    std::string with;
    for (auto before = ranked.begin(); before != c; ++before)
      if (const auto shared = c->repair.shared_with(before->repair, tally); shared > most) {
        most = shared;
        with = before->finding.id;
      }
    c->finding.facts.push_back(text_fact("shares", with));
    c->finding.facts.push_back(count_fact("shares_count", most));
  }
}

}  // namespace

void rank(std::vector<Candidate>& candidates, const Tally& tally) {
  candidates = with_told_behind(in_order(std::move(candidates)), tally);
  tell_shared(candidates, tally);
}

}  // namespace errata::analyze
