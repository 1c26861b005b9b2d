#include "analyze/match.hpp"

#include <algorithm>
#include <tuple>

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

}  // namespace

bool is_unfound(ErrorClass kind) {
  return kind == ErrorClass::missed || kind == ErrorClass::boundary ||
         kind == ErrorClass::type_and_boundary;
}

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
  find_overlaps(document);
  std::ranges::sort(candidates_, [](const Candidate& a, const Candidate& b) {
    if (a.same_label != b.same_label)
      return a.same_label;
    // Both factors are below 2^32: the products are exact.
    const auto left = a.shared * b.united;
    const auto right = b.shared * a.united;
    if (left != right)
      return left > right;
    return std::tuple{a.gold, a.predicted} < std::tuple{b.gold, b.predicted};
  });
  for (const auto& c : candidates_)
    if (is_free(by_gold_[c.gold]) && !taken_[c.predicted])
      take(c.same_label ? ErrorClass::boundary : ErrorClass::type_and_boundary, c.gold,
           c.predicted);
}

// A sweep over both lists by begin: predictions that began before a gold span stay open until they
// end; those that begin inside it follow in the list.
void Matcher::find_overlaps(const Document& document) {
  const auto& gold = document.gold;
  const auto& predicted = document.predicted;
  candidates_.clear();
  open_.clear();
  std::uint32_t next = 0;
  for (std::uint32_t g = 0; g < gold.size(); ++g) {
    std::erase_if(open_, [&](std::uint32_t p) { return predicted[p].end <= gold[g].begin; });
    for (; next < predicted.size() && predicted[next].begin <= gold[g].begin; ++next)
      if (!taken_[next] && predicted[next].end > gold[g].begin && open_.size() < most_overlaps)
        open_.push_back(next);
    if (!is_free(by_gold_[g]))
      continue;
    for (const auto p : open_)
      consider(document, g, p);
    const auto last = std::min(predicted.size(), next + most_overlaps - open_.size());
    for (auto p = next; p < last && predicted[p].begin < gold[g].end; ++p)
      if (!taken_[p])
        consider(document, g, p);
  }
}

void Matcher::consider(const Document& document, std::uint32_t gold, std::uint32_t predicted) {
  const auto& g = document.gold[gold];
  const auto& p = document.predicted[predicted];
  const auto begin = std::max(g.begin, p.begin);
  const auto end = std::min(g.end, p.end);
  if (begin >= end)
    return;
  const std::uint64_t united = std::max(g.end, p.end) - std::min(g.begin, p.begin);
  candidates_.push_back({end - begin, united, gold, predicted, g.label == p.label});
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
