#include "analyze/label_errors.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

#include "analyze/caps.hpp"
#include "analyze/topics.hpp"

namespace errata::analyze {

using model::Grade;
using model::LabelClue;
using model::LabelId;

namespace {

constexpr std::size_t most_clues = 10'000'000;  // documents times labels
constexpr std::size_t least_documents = 20;
constexpr int rounds = 2;  // the second without what the first holds for wrong

// Where nothing can be compared with the texts: one label in twenty, with little belief.
constexpr double usual_wrong = 0.05;
constexpr double usual_belief = 40;  // documents' worth
// Predictions and texts agree with each other more often than independent sides would, as they find
// the same documents hard: this part of their kappa is owed to what they find out, and of sides
// that are nearly always right more, namely the kappa to this power. Found on six real test sets
// (kappa 0.48 to 0.63), as they are and with a tenth of the labels swapped.
constexpr double least_independent = 0.74;
constexpr double dependence = 0.45;
constexpr double most_wrong = 0.4;
constexpr double belief = 0.3;  // of all documents' worth
constexpr double agreement_z = 4;
constexpr double below_strong = 0.001;  // what is held below it: a tenth of a per cent, as printed

struct Expected {
  double wrong = usual_wrong, items = usual_belief;
  bool is_better_than_chance = false;
};

// With errors that are independent of each other, kappa of two sides is the product of their
// reliabilities, so that three kappas give all three (Dawid and Skene 1979).
Expected expected_errors(const Choices& choices, const Thresholds& thresholds) {
  const auto texts = best_options(choices, fit(choices, text_clues, usual_wrong, usual_belief));
  const auto with_predictions = agreement(choices.given, choices.predicted, choices.options);
  const auto with_texts = agreement(choices.given, texts, choices.options);
  const auto of_both = agreement(choices.predicted, texts, choices.options);
  Expected expected;
  expected.is_better_than_chance = with_predictions.z > thresholds.chance_z;
  if (std::min({with_predictions.z, with_texts.z, of_both.z}) <= agreement_z)
    return expected;
  const auto independent = std::max(least_independent, std::pow(of_both.kappa, dependence));
  const auto reliability =
      std::sqrt(with_predictions.kappa * with_texts.kappa / (of_both.kappa * independent));
  const auto wrong = std::clamp(1 - reliability, 0.0, most_wrong);
  const auto all = static_cast<double>(choices.size());
  expected.wrong = (wrong * all + usual_wrong * usual_belief) / (all + usual_belief);
  expected.items = belief * all;
  return expected;
}

Grade grade_of(double chance, const Thresholds& thresholds) {
  if (chance >= thresholds.strong_chance)
    return Grade::strong;
  return chance >= thresholds.moderate_chance ? Grade::moderate : Grade::weak;
}

bool is_wrong(Grade grade) {
  return grade != Grade::weak;
}

std::vector<double> doubts_of(const Choices& choices, const ChoiceModel& model) {
  std::vector<double> doubts;
  std::vector<double> chances(choices.options + 1);
  for (std::size_t d = 0; d < choices.size(); ++d)
    doubts.push_back(model.doubt(choices, d, chances));
  return doubts;
}

}  // namespace

LabelErrors::LabelErrors(const Tally& tally, const model::LabelSet& labels)
    : tally_{tally}, names_{labels.names()}, number_(labels.size()) {
  std::ranges::sort(names_);
  for (std::uint32_t number = 0; number < names_.size(); ++number) {
    ids_.push_back(*labels.find(names_[number]));
    number_[ids_.back()] = number;
  }
}

std::size_t LabelErrors::capacity() const {
  return std::min(most_documents, most_clues / std::max<std::size_t>(1, names_.size()));
}

void LabelErrors::add(const Place& place) {
  const auto& document = place.document();
  const auto number = added_++;
  const bool is_single = tally_.task == model::Task::single_label;
  if (is_single && document.gold.size() != 1)
    return;
  offered_ += 1;
  Held held{mark_of(document), number, {}, {}};
  for (const auto& gold : document.gold)
    held.labelled.gold.push_back(number_[gold.label]);
  for (const auto& prediction : document.predicted)
    held.labelled.predicted.push_back({number_[prediction.label], prediction.score});
  std::ranges::sort(held.labelled.gold);
  std::ranges::sort(held.labelled.predicted, {}, &LabelledText::Prediction::label);
  if (document.has_text)
    held.labelled.features = features_.of(document.text);
  if (!std::ranges::equal(held.labelled.gold, held.labelled.predicted, {}, {},
                          &LabelledText::Prediction::label))
    held.shown = place.example({}, place.gold_names(), place.predicted_names());
  held_.push_back(std::move(held));
  if (held_.size() >= 2 * capacity() + 1000)
    shrink(capacity());
}

// By marks, which are as good as drawn at random, and the same in any order of the documents.
void LabelErrors::shrink(std::size_t to) {
  std::ranges::sort(held_, [](const Held& a, const Held& b) {
    const auto key = [](const Held& h) {
      return std::tie(h.mark.id, h.mark.text, h.labelled.gold, h.labelled.predicted);
    };
    return key(a) < key(b);
  });
  if (held_.size() > to)
    held_.erase(held_.begin() + static_cast<std::ptrdiff_t>(to), held_.end());
}

void LabelErrors::close() {
  shrink(capacity());
  if (held_.size() < least_documents)
    return;
  std::vector<LabelledText> documents;
  for (auto& held : held_)
    documents.push_back(std::move(held.labelled));
  judge(LabelClues{tally_.task, documents, names_});
  for (std::size_t d = 0; d < held_.size(); ++d)
    held_[d].labelled = std::move(documents[d]);
}

void LabelErrors::judge(const LabelClues& clues) {
  Choices choices;
  ChoiceModel model;
  std::vector<double> doubts;
  Expected expected;
  for (int round = 0; round < rounds; ++round) {
    choices = clues.choices(doubts);
    if (round == 0)
      expected = expected_errors(choices, tally_.thresholds);
    if (!expected.is_better_than_chance)
      return;
    model = fit(choices, model::label_clues, expected.wrong, expected.items);
    doubts = doubts_of(choices, model);
  }
  judged_ = true;
  for (std::size_t decision = 0; decision < choices.size(); ++decision)
    if (choices.given[decision] != choices.predicted[decision])
      judge(clues, choices, decision, model);
  std::ranges::sort(found_, [this](const Found& a, const Found& b) {
    const auto key = [this](const Found& f) {
      return std::tie(held_[f.document].shown.document, f.given, f.suggested, f.document);
    };
    return a.chance != b.chance ? a.chance > b.chance : key(a) < key(b);
  });
}

void LabelErrors::judge(const LabelClues& clues, const Choices& choices, std::size_t decision,
                        const ChoiceModel& model) {
  const bool is_single = !choices.may_be_none;
  const auto given = choices.given[decision];
  const auto predicted = choices.predicted[decision];
  if (is_single && predicted == Choices::none)
    return;
  Found found;
  found.document = is_single ? decision : decision / names_.size();
  const auto label = static_cast<std::uint32_t>(decision % names_.size());
  found.given = is_single ? given : given == Choices::none ? given : label;
  found.suggested = is_single ? predicted : predicted == Choices::none ? predicted : label;
  std::vector<double> chances(choices.options + 1);
  found.chance = model.doubt(choices, decision, chances);
  found.neighbours = clues.neighbours(found.document, found.given, found.suggested);
  if (found.neighbours.like_given > found.neighbours.like_suggested)
    found.chance = std::clamp(tally_.thresholds.strong_chance - below_strong, 0.0, found.chance);
  found.grade = grade_of(found.chance, tally_.thresholds);
  const auto add = [&](std::uint32_t option, float sign) {
    if (option == Choices::none)
      return;
    const auto at = decision * choices.options + option;
    for (std::size_t i = 0; i < model::label_clues; ++i)
      found.weights[i] += sign * model.weights[i] * choices.clues[at][i];
    found.frequency += static_cast<double>(sign) * choices.base[at % choices.base.size()];
  };
  add(predicted, 1);
  add(given, -1);
  found_.push_back(found);
}

std::uint64_t LabelErrors::likely() const {
  return static_cast<std::uint64_t>(std::ranges::count_if(
      found_, [this](const Found& f) { return f.chance >= tally_.thresholds.likely_chance; }));
}

std::uint64_t LabelErrors::likely(Grade grade) const {
  return static_cast<std::uint64_t>(std::ranges::count_if(found_, [&](const Found& f) {
    return f.grade == grade && f.chance >= tally_.thresholds.likely_chance;
  }));
}

std::vector<model::LabelError> LabelErrors::list() const {
  std::vector<model::LabelError> list;
  for (std::size_t i = 0; i < std::min(found_.size(), caps::kept_label_errors); ++i)
    list.push_back(described(found_[i]));
  return list;
}

model::LabelError LabelErrors::described(const Found& found) const {
  const auto& held = held_[found.document];
  model::LabelError error;
  error.document = held.shown.document;
  error.surface = held.shown.surface;
  if (found.given != Choices::none)
    error.given = names_[found.given];
  if (found.suggested != Choices::none) {
    error.suggested = names_[found.suggested];
    const auto& predicted = held.labelled.predicted;
    const auto at = std::ranges::find(predicted, found.suggested, &LabelledText::Prediction::label);
    if (at != predicted.end() && at->score != model::no_score)
      error.score = static_cast<double>(at->score);
  }
  error.grade = found.grade;
  error.chance = found.chance;
  error.neighbours = found.neighbours.all;
  error.like_given = found.neighbours.like_given;
  error.like_suggested = found.neighbours.like_suggested;
  for (std::size_t i = 0; i < model::label_clues; ++i)
    error.evidence.push_back({static_cast<LabelClue>(i), static_cast<double>(found.weights[i])});
  error.evidence.push_back({LabelClue::frequency, found.frequency});
  return error;
}

Cell LabelErrors::repair_of(const Found& found) const {
  using Kind = Cell::Kind;
  if (found.given == Choices::none)
    return {Kind::unlabelled, id_of(found.suggested), id_of(found.suggested)};
  if (found.suggested == Choices::none)
    return {Kind::over_labelled, id_of(found.given), id_of(found.given)};
  return {Kind::relabelled, id_of(found.given), id_of(found.suggested)};
}

model::AcceptedRange LabelErrors::accepted() const {
  const auto counts = counts_of(tally_);
  Repair repair;
  model::AcceptedRange range;
  for (const auto& found : found_)
    if (found.grade == Grade::strong) {
      repair.add(repair_of(found), 1);
      range.accepted += 1;
    }
  range.micro_f1_measured = micro_f1(counts);
  range.micro_f1_accepted = range.micro_f1_measured + gain_of(counts, repair).micro_f1;
  return range;
}

WrongLabels LabelErrors::wrong() const {
  WrongLabels wrong;
  std::set<std::uint64_t> documents;
  Smallest<std::string> first{model::Finding::kept_documents};
  std::map<std::pair<std::string, std::string>, std::uint64_t> pairs;
  for (const auto& found : found_) {
    if (!is_wrong(found.grade))
      continue;
    const auto& held = held_[found.document];
    (found.grade == Grade::strong ? wrong.strong : wrong.moderate) += 1;
    first.add(held.shown.document);
    if (documents.insert(found.document).second && wrong.examples.size() < caps::kept_examples)
      wrong.examples.push_back(held.shown);
    wrong.repair.add(repair_of(found), 1);
    const bool given = found.given != Choices::none;
    wrong.items.push_back({held.number, id_of(given ? found.given : found.suggested), given});
    const auto name = [this](std::uint32_t label) {
      return label == Choices::none ? std::string{} : names_[label];
    };
    pairs[{name(found.given), name(found.suggested)}] += 1;
  }
  wrong.weak = likely(Grade::weak);
  wrong.among = among();
  wrong.of = of();
  wrong.documents = documents.size();
  wrong.first = first.list();
  for (const auto& [pair, count] : pairs)
    if (count > wrong.pair_count) {
      std::tie(wrong.given, wrong.suggested) = pair;
      wrong.pair_count = count;
    }
  return wrong;
}

}  // namespace errata::analyze
