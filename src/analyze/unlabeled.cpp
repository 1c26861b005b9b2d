#include "analyze/unlabeled.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <tuple>

#include "analyze/real.hpp"
#include "analyze/surface.hpp"

namespace errata::analyze {

using model::ErrorClass;
using model::Grade;
using model::LabelId;

namespace {

constexpr double smoothing_words = 5;

std::uint64_t less(std::uint64_t count, std::uint64_t own) {
  return count - std::min(count, own);
}

// ln((inside + 1/4) / (outside or in other labels + 1/2)) of a word, or of a stem.
std::optional<double> log_share(const WordCounts& counts, std::uint32_t word, LabelId label,
                                std::uint64_t own) {
  const auto inside = counts.inside(word, label);
  const auto others = less(counts.outside(word), own) + counts.inside(word) - inside;
  if (inside + others == 0)
    return std::nullopt;
  return std::log((real(inside) + 0.25) / (real(others) + 0.5));
}

template <typename Visit>
void for_each_word(const std::vector<Word>& words, const model::Annotation& span, Visit visit) {
  for (auto word = std::ranges::lower_bound(words, span.begin, {}, &Word::begin);
       word != words.end() && word->end <= span.end; ++word)
    visit(*word);
}

struct ForgottenPlaces {
  Smallest<std::string> first{model::Finding::kept_documents};
  Examples strong{caps::kept_examples};
  Examples moderate{caps::kept_examples};

  // The strongest evidence first.
  std::vector<model::Example> examples() const {
    auto examples = strong.list();
    std::ranges::move(moderate.list(), std::back_inserter(examples));
    examples.resize(std::min(examples.size(), caps::kept_examples));
    return examples;
  }
};

class Mean {
 public:
  void add(std::optional<double> value) {
    sum_ += value.value_or(0);
    count_ += value ? 1 : 0;
  }
  double value() const { return count_ > 0 ? sum_ / count_ : 0; }

 private:
  double sum_ = 0;
  double count_ = 0;
};

}  // namespace

bool UnlabeledEvidence::MostLabelledFirst::operator()(const Shown& a, const Shown& b) const {
  if (std::tie(a.labelled, a.words_labelled) != std::tie(b.labelled, b.words_labelled))
    return std::tie(a.labelled, a.words_labelled) > std::tie(b.labelled, b.words_labelled);
  return ExampleOrder{}(a.place, b.place);
}

UnlabeledEvidence::UnlabeledEvidence(const Tally& tally, const model::LabelSet& labels,
                                     Occurrences& occurrences)
    : tally_{tally}, labels_{labels}, occurrences_{occurrences} {
}

void UnlabeledEvidence::add(const Place& place, const std::vector<Match>& matches,
                            const Reach& gold) {
  const auto& document = place.document();
  words_of_document_.clear();
  for (const auto& match : matches)
    if (match.kind == ErrorClass::spurious) {
      const auto& span = document.predicted[match.predicted];
      if (!gold.touches(span.begin, span.end))
        add_candidate(place, span);
    }
  count_document();
}

void UnlabeledEvidence::add_candidate(const Place& place, const model::Annotation& span) {
  const auto& document = place.document();
  const auto candidate = described(document, span);
  Shown shown;
  shown.alike = count(candidate);
  of_document_.push_back(shown.alike);
  if (candidate.phrase != not_known) {
    const auto& phrase = occurrences_.phrases()[candidate.phrase];
    shown.labelled = phrase.labelled_so(span.label);
    for (const auto word : phrase.words)
      shown.words_labelled += occurrences_.word_counts().inside(word, span.label);
  }
  shown.place.document = document.id;
  if (!shown_.wants(shown))
    return;
  shown.place = place.example(span, "", place.name(span.label));
  shown_.add(std::move(shown));
}

UnlabeledEvidence::Candidate UnlabeledEvidence::described(const model::Document& document,
                                                          const model::Annotation& span) {
  Candidate candidate;
  candidate.label = span.label;
  if (!document.has_text)
    return candidate;
  if (const auto known = occurrences_.find(text_of(document, span)))
    candidate.phrase = known->phrase;
  std::tie(candidate.before, candidate.after) = occurrences_.beside(span);
  candidate.counted =
      is_word_boundary(document.text, span.begin) && is_word_boundary(document.text, span.end);
  if (words_of_document_.empty())
    find_words_of_document(document);
  candidate.in_document = is_in_document(candidate);
  bool lower = false;
  bool upper = false;
  for_each_word(occurrences_.words(), span, [&](const Word& word) {
    lower = lower || word.letter_case == LetterCase::lower;
    upper = upper || word.letter_case == LetterCase::upper;
  });
  candidate.lower_case = lower && !upper;
  return candidate;
}

UnlabeledEvidence::AlikeId UnlabeledEvidence::count(const Candidate& candidate) {
  const auto [at, is_new] = ids_.try_emplace(candidate, static_cast<AlikeId>(alike_.size()));
  if (is_new)
    alike_.push_back({candidate, 0, Grade::weak});
  alike_[at->second].items += 1;
  return at->second;
}

void UnlabeledEvidence::count_document() {
  const auto label = [this](AlikeId id) { return alike_[id].candidate.label; };
  std::ranges::sort(of_document_, {}, [&](AlikeId id) { return std::pair{label(id), id}; });
  of_document_.erase(std::unique(of_document_.begin(), of_document_.end()), of_document_.end());
  for (auto first = of_document_.begin(); first != of_document_.end();) {
    const auto last = std::find_if(first, of_document_.end(),
                                   [&](AlikeId id) { return label(id) != label(*first); });
    documents_[{first, last}] += 1;
    first = last;
  }
  of_document_.clear();
}

void UnlabeledEvidence::find_words_of_document(const model::Document& document) {
  for (const auto& span : document.gold)
    for_each_word(occurrences_.words(), span, [&](const Word& word) {
      words_of_document_.emplace_back(span.label, word.form);
    });
  std::ranges::sort(words_of_document_);
}

bool UnlabeledEvidence::is_in_document(const Candidate& candidate) {
  if (candidate.phrase == not_known)
    return false;
  return std::ranges::any_of(
      occurrences_.phrases()[candidate.phrase].words, [&](const WordId word) {
        const auto& sample = occurrences_.sample(word);
        return sample.is_text && std::ranges::binary_search(
                                     words_of_document_, std::pair{candidate.label, sample.form});
      });
}

double UnlabeledEvidence::beside(Neighbours::Side side, std::uint64_t form, LabelId label) const {
  const auto& neighbours = occurrences_.neighbours();
  const auto rate = real(tally_.labels[label].sums.gold) /
                    real(std::max<std::uint64_t>(1, occurrences_.total_words()));
  if (rate == 0)
    return 0;
  const auto labelled = real(neighbours.labelled(side, form, label));
  const auto total = real(less(neighbours.total(form), 1));
  return std::log((labelled + smoothing_words * rate) / (total + smoothing_words) / rate);
}

void UnlabeledEvidence::add_words(const Candidate& candidate, Clues& clues) const {
  const auto& words = occurrences_.phrases()[candidate.phrase].words;
  const bool any_text =
      std::ranges::any_of(words, [this](WordId word) { return occurrences_.sample(word).is_text; });
  Mean of_words;
  Mean of_stems;
  clues.length = 0;
  for (const auto word : words) {
    const auto& sample = occurrences_.sample(word);
    if (any_text && !sample.is_text)
      continue;
    const auto stem = occurrences_.stem_of(word);
    const auto own = [&](auto is_same) {
      return candidate.counted ? static_cast<std::uint64_t>(std::ranges::count_if(words, is_same))
                               : 0;
    };
    of_words.add(log_share(occurrences_.word_counts(), word, candidate.label,
                           own([&](WordId other) { return other == word; })));
    of_stems.add(log_share(occurrences_.stem_counts(), stem, candidate.label,
                           own([&](WordId other) { return occurrences_.stem_of(other) == stem; })));
    clues.length += sample.is_unspaced ? 0.5 : 1;
  }
  clues.words = of_words.value();
  clues.stems = of_stems.value();
}

Clues UnlabeledEvidence::clues_of(const Candidate& candidate) const {
  Clues clues;
  const auto& label = tally_.labels[candidate.label];
  clues.right = label.sums.tp;
  clues.untouching = label.untouching;
  if (candidate.phrase == not_known)
    return clues;
  const auto& phrase = occurrences_.phrases()[candidate.phrase];
  clues.labelled = phrase.labelled_so(candidate.label);
  clues.otherwise = phrase.labelled - clues.labelled;
  clues.unlabelled = less(phrase.unlabelled(), candidate.counted ? 1 : 0);
  add_words(candidate, clues);
  clues.before = beside(Neighbours::before, candidate.before, candidate.label);
  clues.after = beside(Neighbours::after, candidate.after, candidate.label);
  clues.in_document = candidate.in_document;
  clues.lower_case = candidate.lower_case;
  return clues;
}

void UnlabeledEvidence::close() {
  for (auto& alike : alike_)
    if (alike.candidate.phrase != not_known) {
      const auto clues = clues_of(alike.candidate);
      alike.grade = grade_of(clues, weigh(clues).log_odds, tally_.thresholds);
    }
}

bool UnlabeledEvidence::is_forgotten(AlikeId id) const {
  return alike_[id].grade == Grade::strong || alike_[id].grade == Grade::moderate;
}

std::uint64_t UnlabeledEvidence::total() const {
  std::uint64_t total = 0;
  for (const auto& alike : alike_)
    total += alike.items;
  return total;
}

std::vector<model::Unlabeled> UnlabeledEvidence::list() const {
  std::vector<model::Unlabeled> list;
  for (const auto& [labelled, words_labelled, place, index] : shown_.values()) {
    const auto& [candidate, items, grade] = alike_[index];
    const auto clues = clues_of(candidate);
    model::Unlabeled u;
    u.document = place.document;
    u.begin = place.begin;
    u.end = place.end;
    u.label = labels_.name(candidate.label);
    u.surface = place.surface;
    u.before = place.before;
    u.after = place.after;
    u.grade = grade;
    u.labelled = clues.labelled;
    u.otherwise = clues.otherwise;
    u.unlabelled = clues.unlabelled;
    if (candidate.phrase != not_known) {
      auto weighing = weigh(clues);
      u.chance = 1 / (1 + std::exp(-weighing.log_odds));
      u.evidence = std::move(weighing.items);
    }
    list.push_back(std::move(u));
  }
  std::ranges::sort(list, [](const model::Unlabeled& a, const model::Unlabeled& b) {
    return std::tie(a.grade, b.chance, b.labelled, a.label, a.document, a.begin, a.end) <
           std::tie(b.grade, a.chance, a.labelled, b.label, b.document, b.begin, b.end);
  });
  list.resize(std::min(list.size(), caps::kept_unlabeled));
  return list;
}

std::map<LabelId, ForgottenLabels> UnlabeledEvidence::forgotten() const {
  std::map<LabelId, ForgottenLabels> forgotten;
  for (LabelId id = 0; id < tally_.labels.size(); ++id)
    forgotten[id];
  for (const auto& alike : alike_) {
    auto& of = forgotten[alike.candidate.label];
    of.strong += alike.grade == Grade::strong ? alike.items : 0;
    of.moderate += alike.grade == Grade::moderate ? alike.items : 0;
  }
  for (const auto& [held, documents] : documents_)
    if (std::ranges::any_of(held, [this](AlikeId id) { return is_forgotten(id); }))
      forgotten[alike_[held.front()].candidate.label].documents += documents;
  std::map<LabelId, ForgottenPlaces> places;
  for (const auto& shown : shown_.values())
    if (is_forgotten(shown.alike)) {
      auto& at = places[alike_[shown.alike].candidate.label];
      at.first.add(shown.place.document);
      const bool is_strong = alike_[shown.alike].grade == Grade::strong;
      (is_strong ? at.strong : at.moderate).add(shown.place);
    }
  for (const auto& [label, found] : places) {
    forgotten[label].first = found.first.list();
    forgotten[label].examples = found.examples();
  }
  return forgotten;
}

model::AcceptedRange UnlabeledEvidence::accepted() const {
  const auto counts = counts_of(tally_);
  std::vector<std::uint64_t> strong(tally_.labels.size());
  for (const auto& alike : alike_)
    strong[alike.candidate.label] += alike.grade == Grade::strong ? alike.items : 0;
  Repair repair;
  model::AcceptedRange range;
  for (LabelId label = 0; label < strong.size(); ++label) {
    repair.add({Cell::Kind::unlabelled, label, label}, strong[label]);
    range.accepted += strong[label];
  }
  range.micro_f1_measured = micro_f1(counts);
  range.micro_f1_accepted = range.micro_f1_measured + gain_of(counts, repair).micro_f1;
  return range;
}

}  // namespace errata::analyze
