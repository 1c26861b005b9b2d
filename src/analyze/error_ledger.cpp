#include "analyze/error_ledger.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "analyze/caps.hpp"
#include "analyze/error_ids.hpp"

namespace errata::analyze {

using model::Annotation;
using model::ErrorChange;
using model::ErrorClass;

namespace {

// By gold item; the others stand behind them.
void take_gold(std::vector<Match>& to, const Judged& side) {
  const auto gold = static_cast<std::ptrdiff_t>(side.document.gold.size());
  to.assign(side.matches.begin(), side.matches.begin() + gold);
}

// How many of the same label and surface stand before it.
std::size_t ordinal_of(const Place& place, const Annotation& span,
                       const std::vector<Annotation>& among) {
  const auto surface = place_of(place, span);
  return static_cast<std::size_t>(std::ranges::count_if(among, [&](const Annotation& other) {
    return other.label == span.label && other.begin < span.begin &&
           place_of(place, other) == surface;
  }));
}

int compare(int cost, float score, const RankedError& b) {
  if (cost != b.cost)
    return cost < b.cost ? -1 : 1;
  if (model::is_surer(score, b.score))
    return -1;
  return model::is_surer(b.score, score) ? 1 : 0;
}

// The first of every pair of labels, then the second of every one, each in the order of before.
std::vector<ErrorChange> one_of_each_first(const std::set<RankedError, CostliestFirst>& ranked) {
  std::map<std::pair<std::string, std::string>, std::size_t> seen;
  std::vector<std::pair<std::size_t, ErrorChange>> rounds;
  for (const auto& error : ranked) {
    const auto& example = error.change.example;
    rounds.emplace_back(seen[{example.gold, example.predicted}]++, error.change);
  }
  std::ranges::stable_sort(rounds, {}, &std::pair<std::size_t, ErrorChange>::first);
  std::vector<ErrorChange> list;
  list.reserve(rounds.size());
  for (auto& [round, change] : rounds)
    list.push_back(std::move(change));
  return list;
}

}  // namespace

bool CostliestFirst::operator()(const RankedError& a, const RankedError& b) const {
  if (const int order = compare(a.cost, a.score, b); order != 0)
    return order < 0;
  const ExampleOrder before;
  if (before(a.change.example, b.change.example) || before(b.change.example, a.change.example))
    return before(a.change.example, b.change.example);
  return a.change.id < b.change.id;
}

bool CostliestFirst::operator()(const RankedError& a, const Probe& b) const {
  const int order = compare(b.cost, b.score, a);
  return order != 0 ? order > 0 : a.change.example.document < b.document;
}

ErrorLedger::ErrorLedger(model::Task task, const model::LabelSet& labels)
    : task_{task},
      labels_{labels},
      new_{caps::kept_error_changes},
      fixed_{caps::kept_error_changes} {
}

void ErrorLedger::add(const Place& place, const Judged& was, const Judged& now) {
  pair_gold(place, was, now);
  pair_spurious(place, was, now);
}

void ErrorLedger::pair_gold(const Place& place, const Judged& was, const Judged& now) {
  take_gold(was_, was);
  take_gold(now_, now);
  const auto label_in = [](const Judged& side, const Match& match) {
    return match.predicted == no_item ? no_item : side.document.predicted[match.predicted].label;
  };
  for (std::size_t gold = 0; gold < now_.size(); ++gold) {
    const bool was_wrong = was_[gold].kind != ErrorClass::correct;
    const bool is_wrong = now_[gold].kind != ErrorClass::correct;
    if (was_wrong && is_wrong) {
      persisting_ += 1;
      otherwise_ += !is_multi() && (was_[gold].kind != now_[gold].kind ||
                                    label_in(was, was_[gold]) != label_in(now, now_[gold]));
    } else if (is_wrong) {
      note_gold(new_, place, now, now_[gold]);
    } else if (was_wrong) {
      note_gold(fixed_, place, was, was_[gold]);
    }
  }
}

// Predictions that are an error by themselves.
std::vector<Annotation> ErrorLedger::spurious_of(const Judged& side) const {
  std::vector<Annotation> spurious;
  for (const auto& match : side.matches) {
    const bool is_extra =
        is_multi() ? match.kind != ErrorClass::correct : match.kind == ErrorClass::spurious;
    if (is_extra && match.predicted != no_item)
      spurious.push_back(side.document.predicted[match.predicted]);
  }
  model::sort_annotations(spurious);
  return spurious;
}

void ErrorLedger::pair_spurious(const Place& place, const Judged& was, const Judged& now) {
  model::Document both;
  both.gold = spurious_of(was);
  both.predicted = spurious_of(now);
  for (const auto& match : spurious_matcher_.match(both)) {
    const bool is_paired = match.gold != no_item && match.predicted != no_item;
    if (match.kind == ErrorClass::correct || (is_paired && !is_multi())) {
      persisting_ += 1;
      otherwise_ += match.kind != ErrorClass::correct;
      continue;
    }
    if (match.gold != no_item)
      note(fixed_, place, {nullptr, &both.gold[match.gold], was.document.predicted});
    if (match.predicted != no_item)
      note(new_, place, {nullptr, &both.predicted[match.predicted], now.document.predicted});
  }
}

void ErrorLedger::note_gold(Change& to, const Place& place, const Judged& side,
                            const Match& match) const {
  const auto& document = side.document;
  const bool has_predicted = match.predicted != no_item && !is_multi();
  note(to, place,
       {&document.gold[match.gold], has_predicted ? &document.predicted[match.predicted] : nullptr,
        document.gold, match.kind});
}

void ErrorLedger::note(Change& to, const Place& place, const Error& error) const {
  to.count += 1;
  const bool is_cheap = error.gold == nullptr || error.predicted == nullptr;
  const int cost = !is_cheap ? 0 : error.gold != nullptr ? 1 : 2;
  const float score = error.predicted == nullptr ? model::no_score : error.predicted->score;
  if (to.first.wants(CostliestFirst::Probe{cost, score, place.document().id}))
    to.first.add({cost, score, described(place, error)});
}

ErrorChange ErrorLedger::described(const Place& place, const Error& error) const {
  const auto name_of = [this](const Annotation* a) {
    return a != nullptr ? labels_.name(a->label) : std::string{};
  };
  const auto& span = error.gold != nullptr ? *error.gold : *error.predicted;
  ErrorChange change;
  change.kind = error.predicted == nullptr ? ErrorClass::missed
                : error.gold == nullptr    ? ErrorClass::spurious
                                           : error.kind;
  change.example = place.example(span, name_of(error.gold), name_of(error.predicted));
  if (error.predicted != nullptr && !error.predicted->same_span(span))
    change.example.predicted_surface = place.surface(*error.predicted);
  const auto side = error.gold != nullptr ? ErrorSide::gold : ErrorSide::predicted;
  change.id = error_id(place, side, span, ordinal_of(place, span, error.among));
  return change;
}

void ErrorLedger::fill(model::Comparison& comparison) const {
  comparison.new_errors = {new_.count, one_of_each_first(new_.first.values())};
  comparison.fixed_errors = {fixed_.count, one_of_each_first(fixed_.first.values())};
  comparison.persisting = persisting_;
  comparison.persisting_otherwise = otherwise_;
}

}  // namespace errata::analyze
