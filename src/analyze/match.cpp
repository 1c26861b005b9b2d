#include "analyze/match.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

#include "analyze/example.hpp"

namespace errata::analyze {

using model::Annotation;
using model::Document;
using model::ErrorClass;

namespace {

bool is_free(const Match& match) {
  return match.predicted == no_item;
}

auto span_of(const Annotation& a) {
  return std::tuple{a.begin, a.end};
}

auto key_of(const Annotation& a) {
  return std::tuple{a.begin, a.end, a.label};
}

// Whether any two items of the two lists, each in the order of begin, overlap.
bool do_overlap(const std::vector<Annotation>& spans, const std::vector<std::uint32_t>& items,
                const std::vector<Annotation>& others,
                const std::vector<std::uint32_t>& other_items) {
  std::uint32_t end = 0;
  std::uint32_t other_end = 0;
  for (std::size_t i = 0, j = 0; i < items.size() || j < other_items.size();) {
    const bool first = j == other_items.size() ||
                       (i < items.size() && spans[items[i]].begin <= others[other_items[j]].begin);
    const auto& span = first ? spans[items[i++]] : others[other_items[j++]];
    if (span.begin < span.end && span.begin < (first ? other_end : end))
      return true;
    auto& furthest = first ? end : other_end;
    furthest = std::max(furthest, span.end);
  }
  return false;
}

void sort_by_label(std::vector<std::uint32_t>& items, const std::vector<Annotation>& spans) {
  std::ranges::sort(items, {}, [&](std::uint32_t i) { return std::tuple{spans[i].label, i}; });
}

// Takes the items of labels up to `label` off the front of a list by label; those of it come back.
std::span<const std::uint32_t> take_label(model::LabelId label,
                                          std::span<const std::uint32_t>& items,
                                          const std::vector<Annotation>& spans) {
  const auto of = [&](std::uint32_t i) { return spans[i].label; };
  const auto first = std::ranges::lower_bound(items, label, {}, of);
  const auto behind = std::ranges::upper_bound(items, label, {}, of);
  items = {behind, items.end()};
  return {first, behind};
}

}  // namespace

const std::vector<Match>& Matcher::match(const Document& document) {
  matches_.clear();
  by_gold_.assign(document.gold.size(), {ErrorClass::missed, no_item, no_item});
  for (std::uint32_t i = 0; i < by_gold_.size(); ++i)
    by_gold_[i].gold = i;
  taken_.assign(document.predicted.size(), false);
  if (task_ == model::Task::entities)
    pair_spans(document);
  else
    pair_labels(document);
  return matches_;
}

void Matcher::pair_spans(const Document& document) {
  pair_equal_spans(document, true);
  pair_equal_spans(document, false);
  pair_overlaps(document);
  collect();
}

void Matcher::take(ErrorClass kind, std::uint32_t gold, std::uint32_t predicted) {
  by_gold_[gold].kind = kind;
  by_gold_[gold].predicted = predicted;
  taken_[predicted] = true;
}

// Both lists are sorted by span and label, so one walk along both pairs what is equal. Equal spans
// all have the same overlap; walking in order is the rule for ties.
void Matcher::pair_equal_spans(const Document& document, bool same_label) {
  const auto& gold = document.gold;
  const auto& predicted = document.predicted;
  std::uint32_t g = 0;
  std::uint32_t p = 0;
  while (g < gold.size() && p < predicted.size()) {
    if (!is_free(by_gold_[g])) {
      ++g;
    } else if (taken_[p]) {
      ++p;
    } else if (same_label ? key_of(gold[g]) == key_of(predicted[p])
                          : gold[g].same_span(predicted[p])) {
      take(same_label ? ErrorClass::correct : ErrorClass::type, g++, p++);
    } else if (same_label ? key_of(gold[g]) < key_of(predicted[p])
                          : span_of(gold[g]) < span_of(predicted[p])) {
      ++g;
    } else {
      ++p;
    }
  }
}

void Matcher::pair_overlaps(const Document& document) {
  collect_free();
  if (!do_overlap(document.gold, free_gold_, document.predicted, free_predicted_))
    return;
  measure_in_code_points(document);
  pair_within_labels();
  collect_free();
  // No two of one label that overlap are both left.
  pair_best(ErrorClass::type_and_boundary, free_gold_, free_predicted_);
}

void Matcher::collect_free() {
  free_gold_.clear();
  free_predicted_.clear();
  for (std::uint32_t g = 0; g < by_gold_.size(); ++g)
    if (is_free(by_gold_[g]))
      free_gold_.push_back(g);
  for (std::uint32_t p = 0; p < taken_.size(); ++p)
    if (!taken_[p])
      free_predicted_.push_back(p);
}

// Bytes would favour letters that take several, and differ from what the same spans without their
// text give.
void Matcher::measure_in_code_points(const Document& document) {
  gold_spans_ = document.gold;
  predicted_spans_ = document.predicted;
  if (!document.has_text || is_ascii(document.text))
    return;
  const ReportOffsets offsets{document};
  const auto convert = [&offsets](std::vector<Annotation>& spans, const auto& items) {
    for (const auto item : items) {
      spans[item].begin = static_cast<std::uint32_t>(offsets(spans[item].begin));
      spans[item].end = static_cast<std::uint32_t>(offsets(spans[item].end));
    }
  };
  convert(gold_spans_, free_gold_);
  convert(predicted_spans_, free_predicted_);
}

void Matcher::pair_within_labels() {
  sort_by_label(free_gold_, gold_spans_);
  sort_by_label(free_predicted_, predicted_spans_);
  std::span<const std::uint32_t> gold{free_gold_};
  std::span<const std::uint32_t> predicted{free_predicted_};
  while (!gold.empty() && !predicted.empty()) {
    const auto label =
        std::max(gold_spans_[gold.front()].label, predicted_spans_[predicted.front()].label);
    const auto golds = take_label(label, gold, gold_spans_);
    const auto predictions = take_label(label, predicted, predicted_spans_);
    if (!golds.empty() && !predictions.empty())
      pair_best(ErrorClass::boundary, golds, predictions);
  }
}

void Matcher::pair_best(ErrorClass kind, std::span<const std::uint32_t> gold,
                        std::span<const std::uint32_t> predicted) {
  gold_tree_.over(gold_spans_, gold);
  predicted_tree_.over(predicted_spans_, predicted);
  for (const auto g : gold)
    if (is_free(by_gold_[g]))
      follow(kind, g);
}

// Pairs have a total order, so that taking the first of all pairs again and again is the same as
// taking, in any order, two items each of which is the best of what is left for the other. The
// chain from an item to its best, to the best of that, and so on only gets better, so it ends at
// such a pair; what led there stays and is asked again. So each item is asked a few times at most.
void Matcher::follow(ErrorClass kind, std::uint32_t gold) {
  chain_.assign(1, gold);
  while (!chain_.empty()) {
    const auto last = chain_.back();
    const bool is_gold = chain_.size() % 2 == 1;
    const auto best =
        is_gold ? predicted_tree_.best(gold_spans_[last]) : gold_tree_.best(predicted_spans_[last]);
    if (best == OverlapTree::none)
      return;  // the first: each other one overlaps at least the one before it
    if (chain_.size() == 1 || best != chain_[chain_.size() - 2]) {
      chain_.push_back(best);
      continue;
    }
    const auto [g, p] = is_gold ? std::pair{last, best} : std::pair{best, last};
    take(kind, g, p);
    gold_tree_.remove(g);
    predicted_tree_.remove(p);
    chain_.resize(chain_.size() - 2);
  }
}

void Matcher::collect() {
  matches_ = by_gold_;
  for (std::uint32_t p = 0; p < taken_.size(); ++p)
    if (!taken_[p])
      matches_.push_back({ErrorClass::spurious, no_item, p});
}

void Matcher::pair_labels(const Document& document) {
  pair_equal_spans(document, true);
  const bool any_missing = std::ranges::any_of(by_gold_, is_free);
  const bool any_extra = std::ranges::find(taken_, false) != taken_.end();
  const bool both = any_missing && any_extra;
  std::uint32_t extra = 0;
  for (auto& match : by_gold_) {
    if (!is_free(match))
      continue;
    match.kind = both ? ErrorClass::type : ErrorClass::missed;
    while (extra < taken_.size() && taken_[extra])
      ++extra;
    if (both && extra < taken_.size())
      take(ErrorClass::type, match.gold, extra);
  }
  collect();
  for (auto& match : matches_)
    if (match.gold == no_item && both)
      match.kind = ErrorClass::type;
}

}  // namespace errata::analyze
