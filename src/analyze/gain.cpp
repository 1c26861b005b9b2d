#include "analyze/gain.hpp"

#include <algorithm>
#include <utility>

namespace errata::analyze {

using model::ErrorClass;

namespace {

using Kind = Cell::Kind;

std::size_t index(ErrorClass kind) {
  return static_cast<std::size_t>(kind);
}

std::int64_t whole(std::uint64_t count) {
  return static_cast<std::int64_t>(count);
}

LabelCounts counts_of(std::uint64_t tp, std::uint64_t gold, std::uint64_t predicted) {
  return {whole(tp), whole(predicted - tp), whole(gold - tp)};
}

double ratio(std::int64_t part, std::int64_t of) {
  return of > 0 ? static_cast<double>(part) / static_cast<double>(of) : 0;
}

// How one repaired item of a kind changes the counts of its gold and its predicted label.
struct Effect {
  Kind kind;
  LabelCounts gold, predicted;
  LabelCounts into{};
};
constexpr Effect effects[] = {
    {Kind::type, {1, 0, -1}, {0, -1, 0}},      {Kind::type_and_boundary, {1, 0, -1}, {0, -1, 0}},
    {Kind::boundary, {1, -1, -1}, {}},         {Kind::missed, {1, 0, -1}, {}},
    {Kind::spurious, {0, -1, 0}, {}},          {Kind::unlabelled, {1, -1, 0}, {}},
    {Kind::over_labelled, {0, 0, -1}, {}},     {Kind::relabelled, {0, 0, -1}, {1, -1, 0}},
    {Kind::turned, {}, {0, -1, 0}, {0, 1, 0}}, {Kind::spoilt, {-1, 0, 1}, {}, {0, 1, 0}},
};

// Where the label was wrong, the prediction is not repaired as well; and what is repaired is not
// turned.
constexpr std::pair<Kind, Kind> instead_of[] = {
    {Kind::spurious, Kind::unlabelled}, {Kind::missed, Kind::over_labelled},
    {Kind::type, Kind::relabelled},     {Kind::turned, Kind::type},
    {Kind::turned, Kind::relabelled},   {Kind::turned, Kind::spurious},
};

bool puts_right(Kind kind) {
  return kind != Kind::turned && kind != Kind::spoilt;
}

// Whether the items of one cell are among those of the other. Multi-label: a pair is a missing and
// an extra label.
bool holds(const Cell& all, const Cell& some, model::Task task) {
  if (!puts_right(all.kind) || !puts_right(some.kind))
    return false;
  if (all == some)
    return true;
  if (task == model::Task::multi_label && some.kind == Kind::type &&
      (all.kind == Kind::missed || all.kind == Kind::spurious))
    return all.gold == (all.kind == Kind::missed ? some.gold : some.predicted);
  return all.gold == some.gold && all.predicted == some.predicted &&
         std::ranges::find(instead_of, std::pair{all.kind, some.kind}) != std::end(instead_of);
}

// The same for certain of `items` of a cell: wrong labels are among those of a pair only where
// these are all of it.
bool surely_hold(const Cell& all, std::uint64_t items, const Cell& some, const Tally& tally) {
  if (!holds(all, some, tally.task))
    return false;
  if (all.kind != Kind::type || some.kind != Kind::relabelled)
    return true;
  const auto pair = tally.pairs.find({all.gold, all.predicted});
  return pair == tally.pairs.end() || items >= pair->second.same_span;
}

void change(LabelCounts& counts, const LabelCounts& by, std::int64_t items) {
  counts.tp += by.tp * items;
  counts.fp += by.fp * items;
  counts.fn += by.fn * items;
}

void add_pair(const Tally::Pair& pair, const PairTally& counts, ErrorClass kind, Repair& repair) {
  if (kind == ErrorClass::type)
    repair.add({Kind::type, pair.first, pair.second}, counts.same_span);
  else
    repair.add({Kind::type_and_boundary, pair.first, pair.second},
               counts.parts.items - counts.same_span);
}

void add_pairs(const Tally& tally, ErrorClass kind, Repair& repair) {
  for (const auto& [pair, counts] : tally.pairs)
    add_pair(pair, counts, kind, repair);
}

void add_pairs_of_gold(const Tally& tally, model::LabelId gold, ErrorClass kind, Repair& repair) {
  for (auto at = tally.pairs.lower_bound({gold, 0});
       at != tally.pairs.end() && at->first.first == gold; ++at)
    add_pair(at->first, at->second, kind, repair);
}

void add_label(const LabelTally& label, model::LabelId id, ErrorClass kind, Repair& repair) {
  switch (kind) {
    case ErrorClass::boundary:
      return repair.add({Kind::boundary, id, id}, label.gold[index(kind)]);
    case ErrorClass::missed:
      return repair.add({Kind::missed, id, id}, label.gold[index(kind)]);
    case ErrorClass::spurious:
      return repair.add({Kind::spurious, id, id}, label.predicted[index(kind)]);
    case ErrorClass::type:  // multi-label: each side by itself
      repair.add({Kind::missed, id, id}, label.gold[index(kind)]);
      return repair.add({Kind::spurious, id, id}, label.predicted[index(kind)]);
    case ErrorClass::correct:
    case ErrorClass::type_and_boundary:
      return;
  }
}

}  // namespace

double LabelCounts::f1() const {
  return ratio(2 * tp, 2 * tp + fp + fn);
}

std::vector<LabelCounts> counts_of(const Tally& tally) {
  std::vector<LabelCounts> counts;
  counts.reserve(tally.labels.size());
  for (const auto& label : tally.labels)
    counts.push_back(counts_of(label.sums.tp, label.sums.gold, label.sums.predicted));
  return counts;
}

double micro_f1(const std::vector<LabelCounts>& counts) {
  LabelCounts sum;
  for (const auto& c : counts)
    change(sum, c, 1);
  return sum.f1();
}

double macro_f1(const std::vector<LabelCounts>& counts) {
  double sum = 0;
  std::int64_t labels = 0;
  for (const auto& c : counts) {
    sum += c.f1();
    labels += c.occurs();
  }
  return labels > 0 ? sum / static_cast<double>(labels) : 0;
}

void Repair::add(const Cell& cell, std::uint64_t items) {
  if (items > 0)
    items_[cell] += items;
}

std::uint64_t Repair::items() const {
  std::uint64_t sum = 0;
  for (const auto& [cell, items] : items_)
    sum += puts_right(cell.kind) ? items : 0;
  return sum;
}

void Repair::join(const Repair& other) {
  for (const auto& [cell, items] : other.items_) {
    auto& mine = items_[cell];
    mine = std::max(mine, items);
  }
}

std::uint64_t Repair::shared_with(const Repair& other, const Tally& tally) const {
  std::uint64_t shared = 0;
  for (const auto& [mine, items] : items_)
    for (const auto& [theirs, others] : other.items_)
      if (surely_hold(mine, items, theirs, tally) || surely_hold(theirs, others, mine, tally))
        shared += std::min(items, others);
  return shared;
}

void Repair::apply(std::vector<LabelCounts>& counts) const {
  for (const auto& [cell, items] : items_) {
    auto left = whole(items);
    for (const auto& [repaired, by] : instead_of)
      if (const auto kept = items_.find({by, cell.gold, cell.predicted});
          repaired == cell.kind && kept != items_.end())
        left = std::max<std::int64_t>(0, left - whole(kept->second));
    const auto& effect = *std::ranges::find(effects, cell.kind, &Effect::kind);
    change(counts[cell.gold], effect.gold, left);
    change(counts[cell.predicted], effect.predicted, left);
    change(counts[cell.into], effect.into, left);
  }
}

model::Gain gain_of(const std::vector<LabelCounts>& counts, const Repair& repair) {
  auto repaired = counts;
  repair.apply(repaired);
  return {micro_f1(repaired) - micro_f1(counts), macro_f1(repaired) - macro_f1(counts)};
}

Repair repair_of_class(const Tally& tally, ErrorClass kind) {
  Repair repair;
  const bool in_pairs = kind == ErrorClass::type_and_boundary ||
                        (kind == ErrorClass::type && tally.task != model::Task::multi_label);
  if (in_pairs)
    add_pairs(tally, kind, repair);
  else
    for (model::LabelId id = 0; id < tally.labels.size(); ++id)
      add_label(tally.labels[id], id, kind, repair);
  return repair;
}

Repair repair_of_unfound(const Tally& tally, model::LabelId label) {
  Repair repair;
  add_label(tally.labels[label], label, ErrorClass::missed, repair);
  add_label(tally.labels[label], label, ErrorClass::boundary, repair);
  add_pairs_of_gold(tally, label, ErrorClass::type_and_boundary, repair);
  return repair;
}

Repair repair_of_false_negatives(const Tally& tally, model::LabelId label) {
  Repair repair;
  if (tally.task == model::Task::multi_label) {
    repair.add({Kind::missed, label, label},
               tally.labels[label].sums.gold - tally.labels[label].sums.tp);
    return repair;
  }
  repair = repair_of_unfound(tally, label);
  add_pairs_of_gold(tally, label, ErrorClass::type, repair);
  return repair;
}

Repair repair_of_false_positives(const Tally& tally, model::LabelId label) {
  Repair repair;
  if (tally.task == model::Task::multi_label) {
    repair.add({Kind::spurious, label, label},
               tally.labels[label].sums.predicted - tally.labels[label].sums.tp);
    return repair;
  }
  add_label(tally.labels[label], label, ErrorClass::spurious, repair);
  add_label(tally.labels[label], label, ErrorClass::boundary, repair);
  for (const auto& [pair, counts] : tally.pairs)
    if (pair.second == label) {
      add_pair(pair, counts, ErrorClass::type, repair);
      add_pair(pair, counts, ErrorClass::type_and_boundary, repair);
    }
  return repair;
}

model::Merged merged_scores(const Tally& tally, const std::vector<model::LabelId>& labels,
                            const MergeEffect& effect) {
  auto counts = counts_of(tally);
  LabelCounts merged{effect.tp, effect.predicted - effect.tp, effect.gold - effect.tp};
  for (const auto label : labels) {
    change(merged, counts[label], 1);
    counts[label] = {};
  }
  counts[labels.front()] = merged;
  return {micro_f1(counts), macro_f1(counts)};
}

model::Merged merged_scores(const Tally& tally, model::LabelId first, model::LabelId second) {
  const auto effect = tally.merge_effects.find(std::minmax(first, second));
  return merged_scores(tally, {first, second},
                       effect != tally.merge_effects.end() ? effect->second : MergeEffect{});
}

}  // namespace errata::analyze
