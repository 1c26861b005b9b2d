#include "analyze/matrix.hpp"

#include <algorithm>
#include <tuple>

#include "analyze/scores.hpp"
#include "analyze/thresholds.hpp"

namespace errata::analyze {

using model::ErrorClass;
using model::LabelId;

namespace {

double real(std::uint64_t count) {
  return static_cast<double>(count);
}

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
  for (const auto& link : links_of(tally, order, place))
    join(chains, chain_of, link);
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
  if (labels.size() > thresholds::matrix_labels)
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
