#include "analyze/compare.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "analyze/common_labels.hpp"
#include "analyze/error_ledger.hpp"
#include "analyze/example.hpp"
#include "analyze/paired_scores.hpp"
#include "analyze/transfer.hpp"

namespace errata::analyze {

using model::Annotation;
using model::Comparison;
using model::Document;
using model::Task;
using model::TestSetChange;

namespace {

constexpr double renamed_share = 0.9;
constexpr std::uint64_t least_renamed = 3;

bool same_items(const std::vector<Annotation>& a, const std::vector<Annotation>& b) {
  return std::ranges::equal(a, b, [](const Annotation& x, const Annotation& y) {
    return x.same_span(y) && x.label == y.label;
  });
}

// Each side on its own test set, side by side.
std::vector<model::ScoreChange> scores_of(const ComparedSide& before, const ComparedSide& after) {
  std::vector<model::ScoreChange> scores;
  const auto add = [&](const char* name, auto ratio) {
    model::ScoreChange score{.name = name};
    score.before = measure(ratio(before));
    score.after = measure(ratio(after));
    scores.push_back(std::move(score));
  };
  if (after.task() == Task::single_label)
    add("accuracy", [](const ComparedSide& side) {
      return share_of_documents(side.right(), side.keys().size());
    });
  add("micro_f1", [](const ComparedSide& side) { return side.all().f1(); });
  add("precision", [](const ComparedSide& side) { return side.all().precision(); });
  add("recall", [](const ComparedSide& side) { return side.all().recall(); });
  return scores;
}

bool is_worse(const std::optional<model::Difference>& difference) {
  return difference && difference->verdict == model::Verdict::worse;
}

// The earlier predictions on their own gold, without an interval.
void stand_alone(model::ScoreChange& score) {
  score.difference.reset();
  if (const auto effect = std::exchange(score.label_effect, {}))
    score.before.value -= *effect;
  score.before.interval.reset();
  score.before.numerator.reset();
  score.before.denominator.reset();
}

// What counts as wrong for its name alone makes the earlier side look worse than it was: nothing is
// said but that something is worse all the same.
void doubt(Comparison& comparison) {
  if (comparison.verdict != model::Verdict::worse)
    comparison.verdict = model::Verdict::other_labels;
  for (auto& score : comparison.scores)
    if (!is_worse(score.difference))
      stand_alone(score);
  std::erase_if(comparison.labels,
                [](const model::LabelChange& label) { return !label.became_worse(); });
  for (auto& label : comparison.labels)
    for (auto* ratio : {&label.precision, &label.recall})
      if (!is_worse(*ratio))
        ratio->reset();
  comparison.labels_tested = comparison.labels.size();
  comparison.fixed_errors = {};
  comparison.discordance.reset();
  comparison.persisting = comparison.persisting_otherwise = 0;
}

}  // namespace

ComparedSide::ComparedSide(Task task, const model::LabelSet& labels)
    : task_{task}, labels_{labels}, matcher_{task} {
}

void ComparedSide::add(const Document& document, std::uint64_t place) {
  const Judged judged{document, matcher_.match(document)};
  all_.add(counts_of(judged));
  right_ += is_right(judged);
  keys_.push_back(key_of(document, labels_));
  places_.push_back(place);
  fingerprint_.add(document, labels_);
}

struct Comparer::State {
  State(const ComparedSide& b, const ComparedSide& a, const Thresholds& thresholds)
      : before{b},
        after{a},
        common{b.labels(), a.labels()},
        was_matcher{a.task()},
        now_matcher{a.task()},
        then_matcher{a.task()},
        scores{a.task(), common.set(), thresholds},
        ledger{a.task(), common.set()},
        was_gold(common.set().size()),
        was_predicted(common.set().size()) {}

  void add(const Document& of_before, const Document& of_after);
  void arrange(const Document& of_before, const Document& of_after);
  void note_names();
  bool is_renamed(model::LabelId label) const;
  void find_gone(Comparison& comparison) const;
  TestSetChange test_set() const;

  const ComparedSide& before;
  const ComparedSide& after;
  CommonLabels common;
  Matcher was_matcher, now_matcher, then_matcher;
  Transfer transfer;
  // Of the pair at hand: predictions of both sides on the later gold, and the earlier document.
  Document was, now, then;
  std::vector<Annotation> earlier_gold;

  PairedScores scores;
  ErrorLedger ledger;
  std::uint64_t compared = 0, relabelled = 0, repredicted = 0;
  std::vector<std::uint64_t> was_gold, was_predicted;  // by label, in the documents compared
  std::map<std::pair<model::LabelId, model::LabelId>, std::uint64_t> names_now;  // earlier, later
};

void Comparer::State::arrange(const Document& of_before, const Document& of_after) {
  common.translate_before(of_before.gold, then.gold);
  common.translate_before(of_before.predicted, then.predicted);
  common.translate_after(of_after.gold, now.gold);
  common.translate_after(of_after.predicted, now.predicted);
  was.gold = now.gold;
  was.predicted = then.predicted;
  earlier_gold = then.gold;
  if (after.task() == Task::entities) {
    transfer.apply(was.predicted);
    transfer.apply(earlier_gold);
  }
}

void Comparer::State::add(const Document& of_before, const Document& of_after) {
  if (after.task() == Task::entities && !transfer.between(of_before, of_after))
    return;
  arrange(of_before, of_after);
  const bool is_relabelled = !same_items(earlier_gold, now.gold);
  compared += 1;
  relabelled += is_relabelled;
  repredicted += !same_items(was.predicted, now.predicted);
  for (const auto& item : then.gold)
    was_gold[item.label] += 1;
  for (const auto& item : then.predicted)
    was_predicted[item.label] += 1;
  note_names();

  const Judged judged_was{was, was_matcher.match(was)};
  const Judged judged_now{now, now_matcher.match(now)};
  if (is_relabelled)
    scores.add(judged_was, judged_now, {then, then_matcher.match(then)});
  else
    scores.add(judged_was, judged_now, judged_was);
  ledger.add(Place{of_after, common.set()}, judged_was, judged_now);
}

// What earlier gold is called now, by its place. Both sides are sorted by place, then label.
void Comparer::State::note_names() {
  auto now_at = now.gold.begin();
  for (const auto& item : earlier_gold) {
    now_at = std::ranges::find_if(now_at, now.gold.end(), [&item](const Annotation& a) {
      return !(std::pair{a.begin, a.end} < std::pair{item.begin, item.end});
    });
    if (now_at == now.gold.end())
      return;
    if (now_at->same_span(item))
      names_now[{item.label, (now_at++)->label}] += 1;
  }
}

// Nearly all that gold called so has one other name now.
bool Comparer::State::is_renamed(model::LabelId label) const {
  std::uint64_t all = 0;
  std::uint64_t most = 0;
  for (auto at = names_now.lower_bound({label, 0});
       at != names_now.end() && at->first.first == label; ++at) {
    all += at->second;
    if (at->first.second != label)
      most = std::max(most, at->second);
  }
  return most >= least_renamed &&
         static_cast<double>(most) >= renamed_share * static_cast<double>(all);
}

void Comparer::State::find_gone(Comparison& comparison) const {
  for (model::LabelId label = 0; label < common.set().size(); ++label) {
    const bool is_known = common.is_of_after(label) && !is_renamed(label);
    if (is_known || was_gold[label] == 0 || was_predicted[label] == 0)
      continue;
    comparison.gone_predictions += was_predicted[label];
    comparison.gone_labels.push_back(common.set().name(label));
  }
}

TestSetChange Comparer::State::test_set() const {
  if (compared == 0)
    return TestSetChange::different;
  if (compared < before.keys().size() || compared < after.keys().size())
    return TestSetChange::overlap;
  return relabelled > 0 ? TestSetChange::relabelled : TestSetChange::same;
}

Comparer::Comparer(const ComparedSide& before, const ComparedSide& after,
                   const Thresholds& thresholds)
    : state_{std::make_unique<State>(before, after, thresholds)} {
}

Comparer::~Comparer() = default;
Comparer::Comparer(Comparer&&) noexcept = default;

void Comparer::add(const Document& before, const Document& after) {
  state_->add(before, after);
}

Comparison Comparer::finish(std::uint64_t rewritten) {
  Comparison comparison;
  comparison.documents_before = state_->before.keys().size();
  comparison.documents_after = state_->after.keys().size();
  comparison.compared = state_->compared;
  comparison.relabelled = state_->relabelled;
  comparison.rewritten = rewritten;
  comparison.fingerprint = state_->before.fingerprint();
  comparison.test_set = state_->test_set();
  if (comparison.test_set == TestSetChange::different) {
    comparison.scores = scores_of(state_->before, state_->after);
    return comparison;
  }
  state_->scores.fill(comparison, state_->relabelled > 0);
  state_->ledger.fill(comparison);
  if (comparison.test_set == TestSetChange::same && state_->repredicted == 0)
    comparison.verdict = model::Verdict::identical;
  state_->find_gone(comparison);
  if (comparison.gone_predictions > 0)
    doubt(comparison);
  return comparison;
}

}  // namespace errata::analyze
