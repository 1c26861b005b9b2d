#include "analyze/occurrences.hpp"

#include <algorithm>

namespace errata::analyze {

using model::LabelId;

namespace {

std::uint64_t pair_of(std::uint32_t word, LabelId label) {
  return std::uint64_t{word} << 32U | label;
}

std::uint64_t count_in(const std::unordered_map<std::uint64_t, std::uint64_t>& counts,
                       std::uint64_t key) {
  const auto found = counts.find(key);
  return found == counts.end() ? 0 : found->second;
}

bool is_capital(const Word& word) {
  return word.letter_case == LetterCase::upper;
}

}  // namespace

std::uint64_t Phrase::labelled_so(LabelId label) const {
  const auto found = gold.find(label);
  return found == gold.end() ? 0 : found->second[0] + found->second[1];
}

std::uint64_t Phrase::labelled_in(bool capital) const {
  std::uint64_t sum = 0;
  for (const auto& [label, by_case] : gold)
    sum += by_case[capital];
  return sum;
}

void WordCounts::resize(std::size_t words) {
  inside_.resize(words);
  outside_.resize(words);
}

void WordCounts::label(std::uint32_t word, LabelId label, std::uint64_t count) {
  inside_[word] += count;
  by_label_[pair_of(word, label)] += count;
}

std::uint64_t WordCounts::inside(std::uint32_t word, LabelId label) const {
  return count_in(by_label_, pair_of(word, label));
}

Neighbours::Neighbours() : totals_(1U << 20U) {
}

void Neighbours::label(Side side, std::uint64_t form, LabelId label) {
  labelled_[std::uint64_t{label} << 32U | place_of(form) << 1U | side] += 1;
}

std::uint64_t Neighbours::labelled(Side side, std::uint64_t form, LabelId label) const {
  return count_in(labelled_, std::uint64_t{label} << 32U | place_of(form) << 1U | side);
}

Occurrences::Occurrences(const Tally& tally) {
  for (const auto& [surface, counts] : tally.surfaces)
    enter(surface, counts);
  search_.link();
}

WordId Occurrences::enter(const Word& word) {
  const auto [at, is_new] = ids_.try_emplace(word.form, static_cast<WordId>(ids_.size()));
  if (is_new) {
    const auto stem =
        stem_ids_.try_emplace(word.stem, static_cast<std::uint32_t>(stem_ids_.size())).first;
    stems_of_words_.push_back(stem->second);
    samples_.push_back(word);
    word_counts_.resize(ids_.size());
    stem_counts_.resize(stem_ids_.size());
  }
  return at->second;
}

std::uint64_t Occurrences::key_of(const std::vector<Word>& words) const {
  std::uint64_t key = words.size();
  for (const auto& word : words)
    key = (key ^ word.form) * 0x9E3779B97F4A7C15U + (key >> 29U);
  return key;
}

void Occurrences::enter(std::string_view surface, const SurfaceTally& counts) {
  reader_.read(surface, of_surface_);
  if (of_surface_.empty())
    return;
  const auto next = static_cast<PhraseId>(phrases_.size());
  const auto [known, is_new] = phrase_ids_.try_emplace(key_of(of_surface_), next);
  if (is_new) {
    auto& phrase = phrases_.emplace_back();
    for (const auto& word : of_surface_)
      phrase.words.push_back(enter(word));
    search_.add(phrase.words);
  }
  auto& phrase = phrases_[known->second];
  for (const auto& [label, count] : counts.gold) {
    phrase.gold[label][is_capital(of_surface_.front())] += count;
    phrase.labelled += count;
    for (const auto word : phrase.words) {
      word_counts_.label(word, label, count);
      stem_counts_.label(stems_of_words_[word], label, count);
    }
  }
  for (const auto& [label, count] : counts.spurious)
    phrase.spurious += count;
  phrase.reached += counts.reached;
}

void Occurrences::add(const model::Document& document, const Reach& gold) {
  reader_.read(document.text, words_);
  const bool any_gold = !document.gold.empty();
  count_words(gold, any_gold);
  count_neighbours(document);
  find_hits(document, gold);
}

void Occurrences::count_words(const Reach& gold, bool any_gold) {
  total_words_ += words_.size();
  word_ids_.clear();
  for (const auto& word : words_) {
    neighbours_.add(word.form);
    const auto known = ids_.find(word.form);
    const auto stem = stem_ids_.find(word.stem);
    word_ids_.push_back(known == ids_.end() ? not_known : known->second);
    if (stem == stem_ids_.end() || (any_gold && gold.touches(word.begin, word.end)))
      continue;
    stem_counts_.add_outside(stem->second);
    if (known != ids_.end())
      word_counts_.add_outside(known->second);
  }
}

void Occurrences::count_neighbours(const model::Document& document) {
  neighbours_.add(Neighbours::edge_of_text);
  for (const auto& span : document.gold) {
    const auto [left, right] = beside(span);
    neighbours_.label(Neighbours::before, left, span.label);
    neighbours_.label(Neighbours::after, right, span.label);
  }
}

void Occurrences::find_hits(const model::Document& document, const Reach& gold) {
  hits_.clear();
  furthest_.clear();
  for (const auto& span : document.gold)
    furthest_.push_back(std::max(furthest_.empty() ? 0U : furthest_.back(), span.end));
  search_.in(word_ids_, [&](PhraseId id, std::size_t end) {
    const auto first = end - phrases_[id].words.size();
    const Hit hit{id, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(end),
                  is_capital(words_[first])};
    if (!document.gold.empty() && gold.touches(words_[first].begin, words_[end - 1].end))
      return count_within(document, hit);
    phrases_[id].unlabelled_by_case[hit.capital] += 1;
    hits_.push_back(hit);
  });
}

// Each label once, however many of its spans are around the place.
void Occurrences::count_within(const model::Document& document, const Hit& hit) {
  const auto begin = words_[hit.first].begin;
  const auto end = words_[hit.end - 1].end;
  const auto behind = std::ranges::upper_bound(document.gold, begin, {}, &model::Annotation::begin);
  std::vector<LabelId> around;
  for (auto i = static_cast<std::size_t>(behind - document.gold.begin());
       i > 0 && furthest_[i - 1] >= end; --i) {
    const auto& span = document.gold[i - 1];
    if (span.end >= end && (span.begin < begin || span.end > end) &&
        std::ranges::find(around, span.label) == around.end())
      around.push_back(span.label);
  }
  for (const auto label : around)
    phrases_[hit.phrase].within_by_case[hit.capital][label] += 1;
}

std::pair<std::uint64_t, std::uint64_t> Occurrences::beside(const model::Annotation& span) const {
  const auto after = std::ranges::lower_bound(words_, span.end, {}, &Word::begin);
  auto before = std::ranges::upper_bound(words_, span.begin, {}, &Word::end);
  const auto left = before == words_.begin() ? Neighbours::edge_of_text : (--before)->form;
  return {left, after == words_.end() ? Neighbours::edge_of_text : after->form};
}

std::optional<Occurrences::Known> Occurrences::find(std::string_view surface) const {
  reader_.read(surface, of_surface_);
  const auto known = phrase_ids_.find(key_of(of_surface_));
  if (known == phrase_ids_.end())
    return std::nullopt;
  return Known{known->second, is_capital(of_surface_.front())};
}

}  // namespace errata::analyze
