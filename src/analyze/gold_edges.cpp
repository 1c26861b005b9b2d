#include "analyze/gold_edges.hpp"

#include <algorithm>
#include <optional>

namespace errata::analyze {

using model::EdgeKind;

namespace {

// Forms of address. Single letters are left out: they are initials as well.
constexpr std::string_view titles =
    "mr mrs ms miss mx dr prof sir madam herr frau mme mlle madame monsieur sr sra srta dra señor "
    "señora don doña sig signor signora dott senhor senhora dhr mevr mevrouw meneer pan pani pán "
    "paní "
    "господин госпожа κος κυρία κύριος bay bayan السيد السيدة الدكتور श्री श्रीमती";

constexpr std::string_view closing_marks = ".,;:!?。、،؛؟";

bool is_title(const Word& word) {
  static const auto forms = [] {
    std::vector<Word> words;
    WordReader{}.read(titles, words);
    std::vector<std::uint64_t> sorted;
    for (const auto& title : words)
      sorted.push_back(title.form);
    std::ranges::sort(sorted);
    return sorted;
  }();
  return std::ranges::binary_search(forms, word.form);
}

std::uint64_t cased_form(const Word& word) {
  return word.letter_case == LetterCase::upper ? ~word.form : word.form;
}

// A character of a script without spaces says too little.
bool is_telling(const Word& word) {
  return word.is_text && !word.is_unspaced;
}

// The words of a span and their neighbours, by index.
class Edge {
 public:
  Edge(std::string_view text, const std::vector<Word>& words, const model::Annotation& span)
      : text_{text}, words_{words}, label_{span.label} {
    first_ = static_cast<std::size_t>(
        std::ranges::lower_bound(words, span.begin, {}, &Word::begin) - words.begin());
    behind_ = static_cast<std::size_t>(std::ranges::lower_bound(words, span.end, {}, &Word::begin) -
                                       words.begin());
    is_whole_ = first_ < behind_ && words[behind_ - 1].end <= span.end &&
                (first_ == 0 || words[first_ - 1].end <= span.begin);
  }

  std::vector<EdgeWord> find() {
    if (is_whole_) {
      find_first();
      find_last();
    }
    return std::move(found_);
  }

 private:
  void find_first() {
    if (is_title(words_[first_])) {
      if (behind_of_title(first_) < behind_)
        note(EdgeKind::title, 0, true, first_);
      return;
    }
    if (behind_ - first_ > 1 && is_telling(words_[first_]))
      note(EdgeKind::first_word, cased_form(words_[first_]), true, first_);
    if (const auto title = title_before())
      note(EdgeKind::title, 0, false, *title);
    else if (first_ > 0 && is_telling(words_[first_ - 1]))
      note(EdgeKind::first_word, cased_form(words_[first_ - 1]), false, first_ - 1);
  }

  void find_last() {
    const auto last = behind_ - 1;
    if (is_mark_behind_word(last)) {
      if (last > first_)
        note(EdgeKind::closing_mark, words_[last - 1].form, true, last);
      return;
    }
    if (last > first_ && is_telling(words_[last]))
      note(EdgeKind::last_word, cased_form(words_[last]), true, last);
    if (is_mark_behind_word(behind_))
      note(EdgeKind::closing_mark, words_[last].form, false, behind_);
    else if (behind_ < words_.size() && is_telling(words_[behind_]))
      note(EdgeKind::last_word, cased_form(words_[behind_]), false, behind_);
  }

  std::string_view at(std::size_t word) const {
    return text_.substr(words_[word].begin, words_[word].end - words_[word].begin);
  }

  std::size_t behind_of_title(std::size_t title) const {
    const auto next = title + 1;
    return next < words_.size() && at(next) == "." ? next + 1 : next;
  }

  std::optional<std::size_t> title_before() const {
    for (std::size_t back = 1; back <= std::min<std::size_t>(2, first_); ++back)
      if (is_title(words_[first_ - back]) && behind_of_title(first_ - back) == first_)
        return first_ - back;
    return std::nullopt;
  }

  bool is_mark_behind_word(std::size_t word) const {
    return word > 0 && word < words_.size() && closing_marks.find(at(word)) != std::string::npos &&
           words_[word - 1].is_text && words_[word - 1].end == words_[word].begin;
  }

  void note(EdgeKind kind, std::uint64_t form, bool inside, std::size_t word) {
    found_.push_back({{label_, kind, form}, inside, at(word)});
  }

  std::string_view text_;
  const std::vector<Word>& words_;
  model::LabelId label_;
  std::size_t first_ = 0, behind_ = 0;
  bool is_whole_ = false;
  std::vector<EdgeWord> found_;
};

}  // namespace

// The form is a hash already.
std::size_t GoldEdge::Hash::operator()(const GoldEdge& edge) const {
  return edge.form + (std::uint64_t{edge.label} << 2U) + static_cast<std::size_t>(edge.kind);
}

std::vector<EdgeWord> edge_words(std::string_view text, const std::vector<Word>& words,
                                 const model::Annotation& span) {
  return Edge{text, words, span}.find();
}

void GoldEdges::add(const model::Document& document, const std::vector<Word>& words) {
  for (const auto& span : document.gold)
    for (const auto& found : edge_words(document.text, words, span)) {
      auto& counts = counts_[found.edge];
      (found.inside ? counts.inside : counts.outside) += 1;
    }
}

void GoldEdges::merge(const GoldEdges& other) {
  for (const auto& [edge, counts] : other.counts_) {
    counts_[edge].inside += counts.inside;
    counts_[edge].outside += counts.outside;
  }
}

}  // namespace errata::analyze
