#include "analyze/near_texts.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

#include "analyze/caps.hpp"
#include "analyze/surface.hpp"
#include "analyze/topics.hpp"

namespace errata::analyze {

namespace {

constexpr std::size_t near_run = 10;
constexpr std::size_t near_pairs = 500'000;
constexpr std::size_t near_labellings = 8;
constexpr std::size_t near_documents = 20'000;
constexpr std::size_t longest_text = 20'000;  // words

std::vector<std::uint64_t> forms_of(const std::vector<Word>& words) {
  std::vector<std::uint64_t> forms;
  for (const auto& word : words)
    forms.push_back(word.form);
  return forms;
}

bool stands_in(const std::vector<std::uint64_t>& phrase, const std::vector<std::uint64_t>& text) {
  return !phrase.empty() &&
         std::search(text.begin(), text.end(), phrase.begin(), phrase.end()) != text.end();
}

// One document for each of the first few labellings; the marks are sorted by gold.
std::vector<DocumentMark> one_of_each(const std::vector<DocumentMark>& run) {
  std::vector<DocumentMark> chosen;
  std::ranges::unique_copy(run, std::back_inserter(chosen), {}, &DocumentMark::gold);
  chosen.resize(std::min(chosen.size(), near_labellings));
  return chosen;
}

}  // namespace

NearTexts::NearTexts(const Tally& tally, const model::LabelSet& labels)
    : tally_{tally}, labels_{labels} {
  struct Banded {
    std::uint32_t key;
    DocumentMark mark;
  };
  const auto sketches = tally.sketches.list();
  compared_ = sketches.size();
  for (std::size_t band = 0; band < sketch_bands; ++band) {
    std::vector<Banded> banded;
    for (const auto& [mark, sketch] : sketches)
      banded.push_back({sketch[band], mark});
    std::ranges::sort(banded, {}, [](const Banded& b) {
      return std::tuple{b.key, b.mark.gold, b.mark.id, b.mark.text};
    });
    for (auto first = banded.begin(); first != banded.end();) {
      const auto last = std::find_if(first, banded.end(),
                                     [&first](const Banded& b) { return b.key != first->key; });
      if (first->mark.gold != std::prev(last)->mark.gold) {
        std::vector<DocumentMark> run;
        std::transform(first, last, std::back_inserter(run),
                       [](const Banded& b) { return b.mark; });
        pair_up(run);
      }
      first = last;
    }
  }
  std::ranges::sort(pairs_);
  pairs_.erase(std::unique(pairs_.begin(), pairs_.end()), pairs_.end());
  choose_documents();
}

// Both of a pair, or none.
void NearTexts::choose_documents() {
  std::set<Key> wanted;
  const auto left = std::ranges::find_if(pairs_, [&wanted](const auto& pair) {
    if (wanted.size() + 2 > near_documents)
      return true;
    wanted.insert(pair.first);
    wanted.insert(pair.second);
    return false;
  });
  is_cut_ = is_cut_ || left != pairs_.end();
  pairs_.erase(left, pairs_.end());
  wanted_.assign(wanted.begin(), wanted.end());
}

void NearTexts::pair_up(const std::vector<DocumentMark>& run) {
  const auto chosen = run.size() > near_run ? one_of_each(run) : run;
  is_cut_ = is_cut_ || chosen.size() < run.size();
  for (const auto& a : chosen)
    for (const auto& b : run) {
      if (a.gold == b.gold)
        continue;
      if (pairs_.size() < near_pairs)
        add_pair(a, b);
      else
        is_cut_ = true;
    }
}

void NearTexts::add_pair(const DocumentMark& a, const DocumentMark& b) {
  const Key first{a.id, a.text};
  const Key second{b.id, b.text};
  pairs_.emplace_back(std::min(first, second), std::max(first, second));
}

void NearTexts::add(const Place& place, const DocumentMark& mark) {
  const auto& document = place.document();
  if (wanted_.empty() || !document.has_text)
    return;
  const Key key{mark.id, mark.text};
  if (!std::ranges::binary_search(wanted_, key))
    return;
  reader_.read(document.text, words_);
  if (words_.size() <= longest_text)
    hold(key, held(place));
}

// What is held does not depend on the order of the documents: of many labellings the smallest.
void NearTexts::hold(const Key& key, Held&& held) {
  const auto [first, last] = held_.equal_range(key);
  const auto is_alike = [&held](const auto& other) {
    return other.second.labelled == held.labelled;
  };
  if (std::any_of(first, last, is_alike))
    return;
  held_.emplace(key, std::move(held));
  const auto [begin, end] = held_.equal_range(key);
  if (static_cast<std::size_t>(std::distance(begin, end)) > near_labellings)
    held_.erase(std::max_element(begin, end, [](const auto& a, const auto& b) {
      return a.second.labelled < b.second.labelled;
    }));
}

NearTexts::Held NearTexts::held(const Place& place) {
  const auto& document = place.document();
  Held held{document.id, shingles_of(words_), forms_of(words_), {}, {}};
  if (tally_.task != model::Task::entities) {
    held.labelled[""] = place.gold_names();
    return held;
  }
  std::map<std::string, std::set<std::string>> labelled;
  for (const auto& span : document.gold)
    labelled[normalized_surface(text_of(document, span))].insert(labels_.name(span.label));
  for (const auto& [surface, labels] : labelled) {
    for (const auto& label : labels)
      held.labelled[surface] += (held.labelled[surface].empty() ? "" : ", ") + label;
    reader_.read(surface, words_);
    held.forms[surface] = forms_of(words_);
  }
  return held;
}

void NearTexts::compare(const Held& a, const Held& b,
                        std::vector<model::LabelConflict>& found) const {
  const auto similarity = jaccard(a.shingles, b.shingles);
  if (similarity < tally_.thresholds.near_similarity)
    return;
  for (const auto& [surface, labels] : a.labelled) {
    const auto other = b.labelled.find(surface);
    if (other != b.labelled.end() ? other->second == labels
                                  : !stands_in(a.forms.at(surface), b.words))
      continue;
    found.push_back(
        {a.id, b.id, similarity, surface, labels, other != b.labelled.end() ? other->second : ""});
  }
  for (const auto& [surface, labels] : b.labelled)
    if (!a.labelled.contains(surface) && stands_in(b.forms.at(surface), a.words))
      found.push_back({a.id, b.id, similarity, surface, "", labels});
}

void NearTexts::finish(model::Analysis& analysis) const {
  auto& found = analysis.conflicts;
  for (const auto& [a, b] : pairs_) {
    const auto [first_a, last_a] = held_.equal_range(a);
    const auto [first_b, last_b] = held_.equal_range(b);
    for (auto i = first_a; i != last_a; ++i)
      for (auto j = a == b ? std::next(i) : first_b; j != last_b; ++j)
        if (i->second.id <= j->second.id)
          compare(i->second, j->second, found);
        else
          compare(j->second, i->second, found);
  }
  const auto key = [](const model::LabelConflict& c) {
    return std::tie(c.document, c.other, c.surface, c.label, c.other_label);
  };
  std::ranges::sort(found, [&key](const model::LabelConflict& x, const model::LabelConflict& y) {
    return x.similarity != y.similarity ? x.similarity > y.similarity : key(x) < key(y);
  });
  std::set<std::pair<std::string_view, std::string_view>> pairs;
  for (const auto& c : found)
    pairs.emplace(c.document, c.other);
  analysis.conflict_pairs = pairs.size();
  analysis.conflicts_cut = is_cut_;
  analysis.conflicts_total = found.size();
  analysis.conflicts_among = compared_;
  analysis.conflicts_of = tally_.sketches.added();
  found.resize(std::min(found.size(), caps::kept_conflicts));
}

}  // namespace errata::analyze
