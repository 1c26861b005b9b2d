#include "analyze/error_ledger.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
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

// Multi-label: the labels that the missing ones of the document stand against.
std::vector<model::LabelId> extra_labels(const Judged& side) {
  std::vector<model::LabelId> labels;
  for (const auto& match : side.matches)
    if (match.kind == ErrorClass::type && match.predicted != no_item)
      labels.push_back(side.document.predicted[match.predicted].label);
  std::ranges::sort(labels);
  return labels;
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
  const auto& example = a.change.example;
  return order != 0 ? order > 0
                    : std::tie(example.document, example.begin) < std::tie(b.document, b.begin);
}

ErrorLedger::ErrorLedger(model::Task task, const model::LabelSet& labels)
    : task_{task},
      labels_{labels},
      new_{caps::kept_error_changes},
      fixed_{caps::kept_error_changes} {
}

std::vector<ErrorChange> ErrorLedger::Change::list() const {
  struct Listed {
    std::size_t round;
    int cost;
    std::uint64_t of_label;
    ErrorChange change;
  };
  std::map<std::pair<std::string, std::string>, std::size_t> seen;
  std::vector<Listed> listed;
  for (const auto& error : first.values()) {
    const auto& example = error.change.example;
    listed.push_back({seen[{example.gold, example.predicted}]++, error.cost,
                      by_label.at(error.label), error.change});
  }
  std::ranges::stable_sort(listed, [](const Listed& a, const Listed& b) {
    return std::tie(a.round, a.cost, b.of_label) < std::tie(b.round, b.cost, a.of_label);
  });
  std::vector<ErrorChange> list;
  list.reserve(listed.size());
  for (auto& row : listed)
    list.push_back(std::move(row.change));
  return list;
}

void ErrorLedger::add(const Place& place, const Judged& was, const Judged& now) {
  starts_ = {};
  pair_gold(place, was, now);
  pair_spurious(place, was, now);
}

void ErrorLedger::pair_gold(const Place& place, const Judged& was, const Judged& now) {
  take_gold(was_, was);
  take_gold(now_, now);
  for (std::size_t gold = 0; gold < now_.size(); ++gold) {
    const bool was_wrong = is_error(was_[gold]);
    const bool is_wrong = is_error(now_[gold]);
    if (was_wrong && is_wrong) {
      persisting_ += 1;
      otherwise_ += is_otherwise(was, now, was_[gold], now_[gold]);
    } else if (is_wrong) {
      note_gold(new_, place, now, now_[gold]);
    } else if (was_wrong) {
      note_gold(fixed_, place, was, was_[gold]);
    }
  }
}

bool ErrorLedger::is_otherwise(const Judged& was, const Judged& now, const Match& then,
                               const Match& today) const {
  if (then.kind != today.kind)
    return true;
  if (is_multi())
    return extra_labels(was) != extra_labels(now);
  if (then.predicted == no_item || today.predicted == no_item)
    return then.predicted != today.predicted;
  const auto& before = was.document.predicted[then.predicted];
  const auto& after = now.document.predicted[today.predicted];
  return before.label != after.label || !before.same_span(after);
}

// Predictions that are an error by themselves.
std::vector<Annotation> ErrorLedger::spurious_of(const Judged& side) const {
  std::vector<Annotation> spurious;
  for (const auto& match : side.matches)
    if (match.gold == no_item && is_error(match))
      spurious.push_back(side.document.predicted[match.predicted]);
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
      note(fixed_, place,
           {nullptr, &both.gold[match.gold], was.document.predicted, ErrorClass::spurious});
    if (match.predicted != no_item)
      note(new_, place,
           {nullptr, &both.predicted[match.predicted], now.document.predicted,
            ErrorClass::spurious});
  }
}

void ErrorLedger::note_gold(Change& to, const Place& place, const Judged& side,
                            const Match& match) {
  const auto& document = side.document;
  const bool has_predicted = match.predicted != no_item && !is_multi();
  Error error{&document.gold[match.gold],
              has_predicted ? &document.predicted[match.predicted] : nullptr, document.gold,
              match.kind};
  if (is_multi())
    for (const auto label : extra_labels(side))
      error.against += (error.against.empty() ? "" : ", ") + labels_.name(label);
  note(to, place, error);
}

void ErrorLedger::note(Change& to, const Place& place, const Error& error) {
  to.count += 1;
  to.by_class[error.kind] += 1;
  const bool has_predicted = error.predicted != nullptr || !error.against.empty();
  const bool is_cheap = error.gold == nullptr || !has_predicted;
  const int cost = !is_cheap ? 0 : error.gold != nullptr ? 1 : 2;
  const float score = error.predicted == nullptr ? model::no_score : error.predicted->score;
  const auto& span = error.gold != nullptr ? *error.gold : *error.predicted;
  to.by_label[span.label] += 1;
  if (to.first.wants(
          CostliestFirst::Probe{cost, score, place.document().id, place.offset(span.begin)}))
    to.first.add({cost, score, span.label, described(place, error)});
}

ErrorChange ErrorLedger::described(const Place& place, const Error& error) {
  const auto name_of = [this](const Annotation* a) {
    return a != nullptr ? labels_.name(a->label) : std::string{};
  };
  const auto& span = error.gold != nullptr ? *error.gold : *error.predicted;
  ErrorChange change;
  change.kind = error.kind;
  change.example = place.example(span, name_of(error.gold),
                                 error.against.empty() ? name_of(error.predicted) : error.against);
  if (error.predicted != nullptr && !error.predicted->same_span(span))
    change.example.predicted_surface = place.surface(*error.predicted);
  const auto side = error.gold != nullptr ? ErrorSide::gold : ErrorSide::predicted;
  auto& start = starts_[static_cast<std::size_t>(side)];
  if (start.empty())
    start = start_of_ids(place, side);
  change.id = error_id(start, place, span, ordinal_of(place, span, error.among));
  return change;
}

model::ErrorChanges ErrorLedger::Change::changes() const {
  model::ErrorChanges changes{.count = count, .by_class = {}, .first = list()};
  for (const auto& [kind, of_kind] : by_class)
    changes.by_class.push_back({kind, of_kind});
  std::ranges::stable_sort(changes.by_class, std::ranges::greater{},
                           &model::ErrorChanges::OfClass::count);
  return changes;
}

void ErrorLedger::fill(model::Comparison& comparison) const {
  comparison.new_errors = new_.changes();
  comparison.fixed_errors = fixed_.changes();
  comparison.persisting = persisting_;
  comparison.persisting_otherwise = otherwise_;
}

}  // namespace errata::analyze
