#include "analyze/words.hpp"

#include <algorithm>

#include "analyze/surface.hpp"
#include "core/fold.hpp"
#include "core/unicode.hpp"

namespace errata::analyze {

namespace {

constexpr std::size_t known_words = 1U << 14U;
constexpr std::size_t shortest_inflected = 5, shortest_stem = 4, longest_ending = 3;

// FNV-1a, with a last step that spreads the high bits over the low ones.
class Hash {
 public:
  void add(char c) { hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x100000001B3U; }
  std::uint64_t value() const { return (hash_ ^ hash_ >> 29U) * 0x9E3779B97F4A7C15U; }

 private:
  std::uint64_t hash_ = 0xCBF29CE484222325U;
};

char lowered(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::size_t stem_length(std::size_t letters) {
  return letters < shortest_inflected ? letters : std::max(shortest_stem, letters - longest_ending);
}

std::size_t bytes_of_first(std::string_view text, std::size_t code_points) {
  std::size_t at = 0;
  for (; code_points > 0 && at < text.size(); --code_points)
    at += code_point_at(text, at).bytes;
  return at;
}

// `form` is folded, but for ASCII letters.
void set_form(std::string_view form, std::size_t stem_bytes, Word& word) {
  Hash hash;
  for (std::size_t i = 0; i < form.size(); ++i) {
    hash.add(lowered(form[i]));
    if (i + 1 == stem_bytes)
      word.stem = hash.value();
  }
  word.form = hash.value();
}

LetterCase ascii_case(char c) {
  if (c >= 'A' && c <= 'Z')
    return LetterCase::upper;
  return c >= 'a' && c <= 'z' ? LetterCase::lower : LetterCase::none;
}

// Latin, Greek, Cyrillic and Armenian, and what was added to the first two.
bool has_case(char32_t c) {
  return c < 0x588 || (c >= 0x1E00 && c < 0x2000);
}

LetterCase case_of(std::string_view letter) {
  const auto c = code_point_at(letter, 0).value;
  if (c < 0x80)
    return ascii_case(letter.front());
  if (!has_case(c))
    return LetterCase::none;
  return case_folded(letter) == letter ? LetterCase::lower : LetterCase::upper;
}

}  // namespace

void WordReader::know(std::string_view bytes, Word& word) {
  if (known_.empty())
    known_.resize(known_words);
  Hash hash;
  for (const char c : bytes)
    hash.add(c);
  auto& known = known_[hash.value() % known_.size()];
  if (known.bytes != bytes) {
    known.bytes = bytes;
    const auto form = case_folded(bytes);
    set_form(form, bytes_of_first(form, stem_length(length_in(OffsetUnit::codepoints, form))),
             known.word);
    known.word.letter_case = case_of(bytes.substr(0, code_point_at(bytes, 0).bytes));
  }
  word.form = known.word.form;
  word.stem = known.word.stem;
  word.letter_case = known.word.letter_case;
}

void WordReader::read(std::string_view text, std::vector<Word>& words) {
  words.clear();
  for (std::size_t at = 0; at < text.size();) {
    const auto [first, bytes] = code_point_at(text, at);
    auto end = at + bytes;
    if (is_space(first)) {
      at = end;
      continue;
    }
    bool plain = is_ascii(first);
    auto& word = words.emplace_back();
    word.is_text = is_word(first);
    word.is_unspaced = is_unspaced_script(first);
    if (word.is_text && !word.is_unspaced)
      while (end < text.size()) {
        const auto next = code_point_at(text, end);
        if (!is_word(next.value) || is_unspaced_script(next.value))
          break;
        plain = plain && is_ascii(next.value);
        end += next.bytes;
      }
    const auto found = text.substr(at, end - at);
    word.begin = static_cast<std::uint32_t>(at);
    word.end = static_cast<std::uint32_t>(end);
    if (plain) {
      set_form(found, stem_length(found.size()), word);
      word.letter_case = ascii_case(found.front());
    } else {
      know(found, word);
    }
    at = end;
  }
}

}  // namespace errata::analyze
