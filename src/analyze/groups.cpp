#include "analyze/groups.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include "analyze/caps.hpp"
#include "analyze/matrix.hpp"
#include "analyze/real.hpp"

namespace errata::analyze {

using model::LabelId;

namespace {

const PairTally* pair_of(const Tally& tally, LabelId gold, LabelId predicted) {
  const auto found = tally.pairs.find({gold, predicted});
  return found != tally.pairs.end() ? &found->second : nullptr;
}

// The right label, whatever the span.
double right_label(const LabelTally& label) {
  return real(label.sums.tp + label.gold[static_cast<std::size_t>(model::ErrorClass::boundary)]);
}

double wilson_low(double part, double of, double design_effect) {
  constexpr double z = 1.959963984540054;
  const double n = of / design_effect;
  const double p = part / of;
  const double center = p + z * z / (2 * n);
  const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  return std::max(0.0, (center - half) / (1 + z * z / n));
}

struct Link {
  LabelId first, second;
  double strength;
};

// The first label is the one whose name goes first, as numbers of labels depend on the order of
// documents.
Link link_of(const Tally& tally, const Tally::Pair& pair, const model::LabelSet& labels) {
  const bool in_order = labels.name(pair.first) < labels.name(pair.second);
  const auto first = in_order ? pair.first : pair.second;
  const auto second = in_order ? pair.second : pair.first;
  return {first, second, confusability(tally, first, second)};
}

// The most confusable pairs, strongest first.
std::vector<Link> links_of(const Tally& tally, const model::LabelSet& labels) {
  std::vector<Link> links;
  for (const auto& [pair, counts] : tally.pairs)
    if (pair.first < pair.second || pair_of(tally, pair.second, pair.first) == nullptr)
      if (const auto link = link_of(tally, pair, labels); link.strength > 0)
        links.push_back(link);
  std::ranges::sort(links, [&labels](const Link& a, const Link& b) {
    return std::tuple{b.strength, labels.name(a.first), labels.name(a.second)} <
           std::tuple{a.strength, labels.name(b.first), labels.name(b.second)};
  });
  links.resize(std::min(links.size(), caps::group_links));
  return links;
}

// Average linkage over the links that there are; all other pairs count as 0.
class Clusters {
 public:
  Clusters(const Tally& tally, const model::LabelSet& labels)
      : least_{tally.thresholds.group_confusability} {
    for (const auto& link : links_of(tally, labels)) {
      const auto first = number(link.first);
      const auto second = number(link.second);
      sums_[std::minmax(first, second)] = link.strength;
    }
  }

  // Joins the two closest parts, as long as they are close enough.
  bool join() {
    auto best = sums_.end();
    for (auto at = sums_.begin(); at != sums_.end(); ++at)
      if (best == sums_.end() || mean(*at) > mean(*best))
        best = at;
    if (best == sums_.end() || mean(*best) <= least_)
      return false;
    const auto [keep, gone] = best->first;
    parts_[keep].confusability = mean(*best);
    auto& labels = parts_[gone].labels;
    parts_[keep].labels.insert(parts_[keep].labels.end(), labels.begin(), labels.end());
    labels.clear();
    sums_.erase(best);
    redirect(gone, keep);
    return true;
  }

  std::vector<GroupedLabels>& parts() { return parts_; }

 private:
  using Sums = std::map<std::pair<std::size_t, std::size_t>, double>;

  // Parts are numbered as the order of links brings them up.
  std::size_t number(LabelId label) {
    const auto [at, is_new] = numbers_.try_emplace(label, parts_.size());
    if (is_new)
      parts_.push_back({{label}, 0});
    return at->second;
  }

  double mean(const Sums::value_type& sum) const {
    const auto pairs =
        parts_[sum.first.first].labels.size() * parts_[sum.first.second].labels.size();
    return sum.second / static_cast<double>(pairs);
  }

  void redirect(std::size_t gone, std::size_t keep) {
    Sums moved;
    for (auto at = sums_.begin(); at != sums_.end();) {
      const auto [a, b] = at->first;
      if (a != gone && b != gone) {
        ++at;
        continue;
      }
      const auto other = a == gone ? b : a;
      moved[std::minmax(other, keep)] += at->second;
      at = sums_.erase(at);
    }
    for (const auto& [pair, sum] : moved)
      sums_[pair] += sum;
  }

  double least_;
  std::map<LabelId, std::size_t> numbers_;
  std::vector<GroupedLabels> parts_;
  Sums sums_;
};

double items_between(const Tally& tally, const std::vector<LabelId>& labels) {
  double items = 0;
  for (const auto gold : labels)
    for (const auto predicted : labels)
      if (const auto* pair = pair_of(tally, gold, predicted); gold != predicted && pair)
        items += weight_of(*pair);
  return items;
}

}  // namespace

double confusability(const Tally& tally, LabelId first, LabelId second) {
  double confused = 0;
  std::uint64_t squares = 0;
  std::uint64_t items = 0;
  std::uint64_t documents = 0;
  for (const auto* pair : {pair_of(tally, first, second), pair_of(tally, second, first)})
    if (pair != nullptr) {
      confused += weight_of(*pair);
      squares += pair->parts.squares;
      items += pair->parts.items;
      documents += pair->parts.documents;
    }
  if (confused < real(tally.thresholds.least_items) || documents < tally.thresholds.least_documents)
    return 0;
  const double of = confused + right_label(tally.labels[first]) + right_label(tally.labels[second]);
  return wilson_low(confused, of, std::max(1.0, real(squares) / real(items)));
}

std::vector<GroupedLabels> confusable_groups(const Tally& tally, const model::LabelSet& labels) {
  Clusters clusters{tally, labels};
  while (clusters.join()) {
  }
  auto groups = std::move(clusters.parts());
  std::erase_if(groups, [&tally](const GroupedLabels& group) {
    return group.labels.size() < tally.thresholds.group_labels;
  });
  for (auto& group : groups)
    std::ranges::sort(group.labels, {}, [&labels](LabelId id) { return labels.name(id); });
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t i = 0; i < groups.size(); ++i)
    order.emplace_back(-items_between(tally, groups[i].labels), i);
  std::ranges::sort(order, [&](const auto& a, const auto& b) {
    return std::tuple{a.first, labels.name(groups[a.second].labels.front())} <
           std::tuple{b.first, labels.name(groups[b.second].labels.front())};
  });
  std::vector<GroupedLabels> ordered;
  for (const auto& [items, i] : order)
    ordered.push_back(std::move(groups[i]));
  ordered.resize(std::min(ordered.size(), caps::kept_groups));
  return ordered;
}

Groups::Groups(const Tally& tally, const model::LabelSet& labels)
    : tally_{tally},
      labels_{labels},
      groups_{confusable_groups(tally, labels)},
      group_of_(tally.labels.size()),
      effects_(groups_.size()) {
  for (std::size_t i = 0; i < groups_.size(); ++i)
    for (const auto label : groups_[i].labels)
      group_of_[label] = i;
}

void Groups::collect(const std::vector<model::Annotation>& annotations, bool is_gold) {
  for (const auto& a : annotations)
    if (const auto group = group_of_[a.label])
      items_.push_back({*group, a.begin, a.end, a.label, is_gold});
}

// One place of one group: what would be right is the smaller of both sides, each side having as
// many items as its commonest label.
void Groups::count_place(std::size_t from, std::size_t to) {
  struct Sides {
    std::int64_t gold = 0, predicted = 0;
  };
  std::map<LabelId, Sides> by_label;
  for (auto i = from; i < to; ++i)
    (items_[i].is_gold ? by_label[items_[i].label].gold : by_label[items_[i].label].predicted) += 1;
  Sides most;
  auto& effect = effects_[items_[from].group];
  for (const auto& [label, sides] : by_label) {
    most = {std::max(most.gold, sides.gold), std::max(most.predicted, sides.predicted)};
    effect.gold -= sides.gold;
    effect.predicted -= sides.predicted;
    effect.tp -= std::min(sides.gold, sides.predicted);
  }
  effect.gold += most.gold;
  effect.predicted += most.predicted;
  effect.tp += std::min(most.gold, most.predicted);
}

void Groups::add(const model::Document& document) {
  if (groups_.empty())
    return;
  items_.clear();
  collect(document.gold, true);
  collect(document.predicted, false);
  std::ranges::sort(items_);
  const auto place = [](const Item& i) { return std::tuple{i.group, i.begin, i.end}; };
  for (std::size_t from = 0; from < items_.size();) {
    auto to = from;
    while (to < items_.size() && place(items_[to]) == place(items_[from]))
      ++to;
    count_place(from, to);
    from = to;
  }
}

std::vector<model::LabelGroup> Groups::finish() const {
  std::vector<model::LabelGroup> groups;
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    const auto& [labels, confusability] = groups_[i];
    model::LabelGroup group;
    for (const auto label : labels)
      group.labels.push_back(labels_.name(label));
    group.count = items_between(tally_, labels);
    group.confusability = confusability;
    group.merged = merged_scores(tally_, labels, effects_[i]);
    groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace errata::analyze
