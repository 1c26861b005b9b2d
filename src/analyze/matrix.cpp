#include "analyze/matrix.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "analyze/caps.hpp"
#include "analyze/groups.hpp"
#include "analyze/real.hpp"
#include "analyze/scores.hpp"

namespace errata::analyze {

using model::ErrorClass;
using model::LabelId;

namespace {

// Two labels by their place in the order of support, and how much they are confused.
struct Link {
  double strength;
  std::size_t first, second;  // first < second
};

std::vector<Link> links_of(const Tally& tally, const std::vector<LabelId>& order,
                           const std::vector<std::size_t>& place) {
  std::map<Tally::Pair, double> both_ways;
  for (const auto& [pair, counts] : tally.pairs)
    both_ways[std::minmax(place[pair.first], place[pair.second])] += weight_of(counts);
  std::vector<Link> links;
  for (const auto& [places, weight] : both_ways) {
    const auto support =
        tally.labels[order[places.first]].sums.gold + tally.labels[order[places.second]].sums.gold;
    links.push_back({weight / std::max(1.0, real(support)), places.first, places.second});
  }
  std::ranges::sort(links, [](const Link& a, const Link& b) {
    return std::tuple{b.strength, a.first, a.second} < std::tuple{a.strength, b.first, b.second};
  });
  return links;
}

// Joins two chains where both labels are at an end; the inside of a chain stays as it is.
void join(std::vector<std::vector<std::size_t>>& chains, std::vector<std::size_t>& chain_of,
          const Link& link) {
  const auto a = chain_of[link.first];
  const auto b = chain_of[link.second];
  if (a == b)
    return;
  auto& left = chains[std::min(a, b)];
  auto& right = chains[std::max(a, b)];
  const auto is_end = [](const auto& chain, std::size_t label) {
    return chain.front() == label || chain.back() == label;
  };
  const auto in_left = a < b ? link.first : link.second;
  const auto in_right = a < b ? link.second : link.first;
  if (!is_end(left, in_left) || !is_end(right, in_right))
    return;
  if (left.back() != in_left)
    std::ranges::reverse(left);
  if (right.front() != in_right)
    std::ranges::reverse(right);
  for (const auto label : right)
    chain_of[label] = std::min(a, b);
  left.insert(left.end(), right.begin(), right.end());
  right.clear();
}

// Of each label; its own number where it is in no group.
std::vector<std::size_t> groups_of(const Tally& tally, const model::LabelSet& labels) {
  std::vector<std::size_t> group_of(tally.labels.size());
  std::iota(group_of.begin(), group_of.end(), std::size_t{0});
  for (const auto& group : confusable_groups(tally, labels))
    for (const auto label : group.labels)
      group_of[label] = group.labels.front();
  return group_of;
}

// Chains of one group become one, in the order of their best supported labels.
void gather(const std::vector<std::size_t>& group_at, std::vector<std::vector<std::size_t>>& chains,
            std::vector<std::size_t>& chain_of) {
  std::map<std::size_t, std::size_t> first;  // chain of a group
  for (std::size_t i = 0; i < chains.size(); ++i) {
    if (chains[i].empty())
      continue;
    const auto into = first.try_emplace(group_at[chains[i].front()], i).first->second;
    if (into == i)
      continue;
    for (const auto at : chains[i])
      chain_of[at] = into;
    chains[into].insert(chains[into].end(), chains[i].begin(), chains[i].end());
    chains[i].clear();
  }
}

// Chains keep the place of their best supported label.
std::vector<LabelId> seriated(const Tally& tally, const model::LabelSet& labels) {
  const auto order = labels_by_support(tally, labels);
  std::vector<std::size_t> place(tally.labels.size());
  std::vector<std::vector<std::size_t>> chains(order.size());
  std::vector<std::size_t> chain_of(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
    chains[i] = {i};
    chain_of[i] = i;
  }
  const auto group_of = groups_of(tally, labels);
  std::vector<std::size_t> group_at;
  for (const auto label : order)
    group_at.push_back(group_of[label]);
  auto links = links_of(tally, order, place);
  const auto others = std::stable_partition(
      links.begin(), links.end(),
      [&group_at](const Link& link) { return group_at[link.first] == group_at[link.second]; });
  for (auto at = links.begin(); at != others; ++at)
    join(chains, chain_of, *at);
  gather(group_at, chains, chain_of);
  for (auto at = others; at != links.end(); ++at)
    join(chains, chain_of, *at);
  std::vector<LabelId> result;
  for (const auto& chain : chains)
    for (const auto at : chain)
      result.push_back(order[at]);
  return result;
}

}  // namespace

double weight_of(const PairTally& pair) {
  if (pair.by_extras.empty())
    return real(pair.parts.items);
  double weight = 0;
  for (const auto& [extras, documents] : pair.by_extras)
    weight += real(documents) / extras;
  return weight;
}

model::Matrix confusion_matrix(const Tally& tally, const model::LabelSet& labels) {
  if (labels.size() > caps::matrix_labels)
    return {};
  const auto order = seriated(tally, labels);
  const auto margin = order.size();
  std::vector<std::size_t> place(tally.labels.size());
  model::Matrix matrix;
  matrix.rows.assign(margin + 1, std::vector<double>(margin + 1));
  for (std::size_t i = 0; i < margin; ++i) {
    const auto& label = tally.labels[order[i]];
    const auto right = label.sums.tp + label.gold[static_cast<std::size_t>(ErrorClass::boundary)];
    place[order[i]] = i;
    matrix.labels.push_back(labels.name(order[i]));
    matrix.rows[i][i] = real(right);
    matrix.rows[i][margin] = real(label.sums.gold - right);
    matrix.rows[margin][i] = real(label.predicted[static_cast<std::size_t>(ErrorClass::spurious)]);
  }
  for (const auto& [pair, counts] : tally.pairs) {
    auto& row = matrix.rows[place[pair.first]];
    const double weight = weight_of(counts);
    row[place[pair.second]] += weight;
    row[margin] -= weight;
  }
  // Sums of thirds and the like leave dust.
  for (auto& row : matrix.rows)
    if (row[margin] < 1e-9)
      row[margin] = 0;
  return matrix;
}

}  // namespace errata::analyze
