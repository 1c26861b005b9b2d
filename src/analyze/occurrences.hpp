// Where the surfaces and words of labelled spans and of spurious predictions stand in the texts.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analyze/phrase_search.hpp"
#include "analyze/reach.hpp"
#include "analyze/tally.hpp"
#include "analyze/words.hpp"
#include "model/document.hpp"

namespace errata::analyze {

// A surface by its words, whatever the case, the composition of letters and the white space.
struct Phrase {
  // Of a beginning with a capital (1) or not (0): "us" does not stand for "US".
  using ByCase = std::array<std::uint64_t, 2>;

  std::vector<WordId> words;
  std::map<model::LabelId, ByCase> gold;  // labelled, by label
  std::uint64_t labelled = 0;             // the sum of these
  ByCase unlabelled_by_case{};
  // Likewise: places within longer gold spans, by the label of these.
  std::array<std::map<model::LabelId, std::uint64_t>, 2> within_by_case;
  std::uint64_t spurious = 0;  // predictions of any label that touch no gold span
  std::uint64_t reached = 0;   // gold spans that a prediction touches

  std::uint64_t unlabelled() const { return unlabelled_by_case[0] + unlabelled_by_case[1]; }
  std::uint64_t labelled_so(model::LabelId label) const;  // in either case
  std::uint64_t labelled_in(bool capital) const;          // with any label
};

// How often words stand in gold spans of a label, and outside of all.
class WordCounts {
 public:
  void label(std::uint32_t word, model::LabelId label, std::uint64_t count);
  void add_outside(std::uint32_t word) { outside_[word] += 1; }
  void resize(std::size_t words);

  std::uint64_t inside(std::uint32_t word, model::LabelId label) const;
  std::uint64_t inside(std::uint32_t word) const { return inside_[word]; }  // any label
  std::uint64_t outside(std::uint32_t word) const { return outside_[word]; }

 private:
  std::vector<std::uint64_t> inside_, outside_;
  std::unordered_map<std::uint64_t, std::uint64_t> by_label_;
};

// Words beside gold spans. Totals are kept in a table of 2^20 places that words share where their
// hashes meet, so that memory does not grow with the texts; beginning and end of a text count as
// words.
class Neighbours {
 public:
  using Side = std::uint32_t;
  static constexpr Side before = 0, after = 1;
  static constexpr std::uint64_t edge_of_text = 0x9E3779B97F4A7C15U;

  Neighbours();
  void add(std::uint64_t form) { totals_[place_of(form)] += 1; }
  void label(Side side, std::uint64_t form, model::LabelId label);
  std::uint64_t total(std::uint64_t form) const { return totals_[place_of(form)]; }
  std::uint64_t labelled(Side side, std::uint64_t form, model::LabelId label) const;

 private:
  static std::size_t place_of(std::uint64_t form) { return form >> 44U; }

  std::vector<std::uint64_t> totals_;
  std::unordered_map<std::uint64_t, std::uint64_t> labelled_;
};

// The phrases are known from pass 1; pass 2 counts. Linear in the texts; what is kept grows with
// the distinct surfaces, not with the documents.
class Occurrences {
 public:
  // A phrase in the text at hand that no gold span touches.
  struct Hit {
    PhraseId phrase;
    std::uint32_t first, end;  // words
    bool capital;
  };

  explicit Occurrences(const Tally& tally);

  // Counts a document with text, and holds its words and hits until the next.
  void add(const model::Document& document, const Reach& gold);

  const std::vector<Word>& words() const { return words_; }
  const std::vector<Hit>& unlabelled() const { return hits_; }
  // The form of the word before and after a span, or edge_of_text.
  std::pair<std::uint64_t, std::uint64_t> beside(const model::Annotation& span) const;

  const std::vector<Phrase>& phrases() const { return phrases_; }
  struct Known {
    PhraseId phrase;
    bool capital;
  };
  std::optional<Known> find(std::string_view surface) const;
  std::uint32_t stem_of(WordId word) const { return stems_of_words_[word]; }
  const Word& sample(WordId word) const { return samples_[word]; }
  const WordCounts& word_counts() const { return word_counts_; }
  const WordCounts& stem_counts() const { return stem_counts_; }
  const Neighbours& neighbours() const { return neighbours_; }
  std::uint64_t total_words() const { return total_words_; }

 private:
  void enter(std::string_view surface, const SurfaceTally& counts);
  WordId enter(const Word& word);
  std::uint64_t key_of(const std::vector<Word>& words) const;
  void count_words(const Reach& gold, bool any_gold);
  void count_neighbours(const model::Document& document);
  void find_hits(const model::Document& document, const Reach& gold);
  void count_within(const model::Document& document, const Hit& hit);

  mutable WordReader reader_;  // remembers words, which nobody sees
  std::unordered_map<std::uint64_t, WordId> ids_, stem_ids_;
  std::vector<std::uint32_t> stems_of_words_;
  std::vector<Word> samples_;  // by word: one of its forms
  std::vector<Phrase> phrases_;
  std::unordered_map<std::uint64_t, PhraseId> phrase_ids_;
  PhraseSearch search_;
  WordCounts word_counts_, stem_counts_;
  Neighbours neighbours_;
  std::uint64_t total_words_ = 0;

  // Of the document at hand.
  std::vector<Word> words_;
  mutable std::vector<Word> of_surface_;
  std::vector<WordId> word_ids_;
  std::vector<Hit> hits_;
  std::vector<std::uint32_t> furthest_;  // by gold span: the largest end up to it
};

}  // namespace errata::analyze
