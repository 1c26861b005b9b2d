#include "analyze/words.hpp"

#include <cmath>
#include <map>
#include <string>

#include "analyze/phrase_search.hpp"
#include "analyze/sketch.hpp"
#include "support/catch.hpp"

using namespace errata;
using analyze::Word;

namespace {

std::vector<Word> words_of(const std::string& text) {
  std::vector<Word> words;
  analyze::WordReader{}.read(text, words);
  return words;
}

std::vector<std::uint64_t> shingles_of(const std::string& text) {
  return analyze::shingles_of(words_of(text));
}

}  // namespace

TEST_CASE("texts are cut into words, and into characters where a script has no spaces") {
  struct Row {
    const char* text;
    std::vector<std::string> words;
  };
  const Row row = GENERATE(values<Row>({
      {"", {}},
      {" \t\n", {}},
      {"Jane  Roe's", {"Jane", "Roe", "'", "s"}},
      {"22kg, 5 €", {"22kg", ",", "5", "€"}},
      {"去北京 now", {"去", "北", "京", "now"}},
      {"Ọlá", {"Ọlá"}},
  }));
  CAPTURE(row.text);
  std::vector<std::string> found;
  for (const auto& word : words_of(row.text))
    found.push_back(std::string{row.text}.substr(word.begin, word.end - word.begin));
  CHECK(found == row.words);
}

TEST_CASE("words are the same whatever their case and the composition of their letters") {
  struct Row {
    const char *one, *other;
    bool is_same;
  };
  const Row row = GENERATE(values<Row>({
      {"Leeds", "LEEDS", true},
      {"Orduña", "Orduña", true},  // composed, and with a combining tilde
      {"STRASSE", "straße", true},
      {"ΣΊΣΥΦΟΣ", "σίσυφος", true},
      {"Москва", "МОСКВА", true},
      {"Creme", "Crème", false},
      {"Roe", "Roes", false},
      {"a", "b", false},
  }));
  CAPTURE(row.one, row.other);
  CHECK((words_of(row.one).at(0).form == words_of(row.other).at(0).form) == row.is_same);
}

TEST_CASE("a stem is what is left of a word of five letters and more without its ending") {
  struct Row {
    const char *one, *other;
    bool is_same;
  };
  const Row row = GENERATE(values<Row>({
      {"tablet", "tabl", true},         // of six letters four are left, and of four
      {"company", "companies", false},  // four and six
      {"Москва", "Москву", true},
      {"Москвы", "москвой", true},
      {"Leeds", "Leed", true},
      {"Roe", "Roes", false},
  }));
  CAPTURE(row.one, row.other);
  CHECK((words_of(row.one).at(0).stem == words_of(row.other).at(0).stem) == row.is_same);
}

TEST_CASE("the case of a word is that of its first letter") {
  using analyze::LetterCase;
  const std::map<std::string, LetterCase> cases{
      {"Roe", LetterCase::upper}, {"roe", LetterCase::lower}, {"22kg", LetterCase::none},
      {"Ọlá", LetterCase::upper}, {"ọlá", LetterCase::lower}, {"Élan", LetterCase::upper},
      {"نص", LetterCase::none},   {"北", LetterCase::none},   {"Київ", LetterCase::upper},
  };
  for (const auto& [word, letter_case] : cases) {
    CAPTURE(word);
    CHECK(words_of(word).at(0).letter_case == letter_case);
  }
}

TEST_CASE("a search finds every phrase, those within each other as well") {
  // Over a small alphabet, against a search that tries each place.
  const std::vector<std::vector<analyze::WordId>> phrases{
      {0}, {0, 1}, {1, 0, 1}, {1, 1}, {0, 1, 1}};
  analyze::PhraseSearch search;
  for (const auto& phrase : phrases)
    search.add(phrase);
  search.link();
  for (std::uint32_t code = 0; code < 729; ++code) {
    std::vector<analyze::WordId> text;
    for (auto rest = code; text.size() < 6; rest /= 3)
      text.push_back(rest % 3 == 2 ? analyze::not_known : rest % 3);
    std::map<std::pair<std::size_t, std::size_t>, int> found;
    std::map<std::pair<std::size_t, std::size_t>, int> expected;
    search.in(text, [&](analyze::PhraseId id, std::size_t end) { found[{end, id}] += 1; });
    for (std::size_t id = 0; id < phrases.size(); ++id)
      for (std::size_t at = 0; at + phrases[id].size() <= text.size(); ++at)
        if (std::equal(phrases[id].begin(), phrases[id].end(),
                       text.begin() + static_cast<std::ptrdiff_t>(at)))
          expected[{at + phrases[id].size(), id}] += 1;
    CAPTURE(code);
    CHECK(found == expected);
  }
}

TEST_CASE("similarity is that of the sets of words and of pairs of neighbours") {
  struct Row {
    const char *one, *other;
    double similarity;
  };
  const Row row = GENERATE(values<Row>({
      {"a b c", "A  B c", 1},
      {"a b c", "a b d", 3.0 / 7},  // a, b, ab of a, b, c, d, ab, bc, bd
      {"a b", "b a", 0.5},
      {"a", "b", 0},
      {"", "", 1},
  }));
  CAPTURE(row.one, row.other);
  CHECK(analyze::jaccard(shingles_of(row.one), shingles_of(row.other)) == Approx(row.similarity));
}

TEST_CASE("texts that are nearly equal share a band of their sketches, others do not") {
  std::string text = "the parcel";
  for (int i = 0; i < 60; ++i)
    text += " word" + std::to_string(i * i % 97);
  const auto shares = [](const std::string& a, const std::string& b) {
    const auto one = analyze::sketch_of(words_of(a));
    const auto other = analyze::sketch_of(words_of(b));
    int bands = 0;
    for (std::size_t i = 0; i < one.size(); ++i)
      bands += one[i] == other[i];
    return bands;
  };
  CHECK(shares(text, text) == 8);
  CHECK(shares(text, text + " today") > 0);
  CHECK(shares(text, "an order of other things came late and nobody was at home") == 0);
}

TEST_CASE("how often texts share a band follows from how much they have in common") {
  struct Row {
    std::size_t words, replaced;
  };
  const Row row = GENERATE(values<Row>({{8, 1}, {20, 1}, {20, 3}, {100, 5}, {100, 20}, {400, 40}}));
  constexpr int texts = 1000;
  double expected = 0;
  int sharing = 0;
  for (int text = 0; text < texts; ++text) {
    std::string one;
    std::string other;
    for (std::size_t i = 0; i < row.words; ++i) {
      const auto word = "w" + std::to_string(text) + "x" + std::to_string(i);
      one += word + " ";
      other += (i < row.replaced ? "another" + std::to_string(i) : word) + " ";
    }
    const auto s = analyze::jaccard(shingles_of(one), shingles_of(other));
    expected += 1 - std::pow(1 - std::pow(s, 4), 8);
    const auto a = analyze::sketch_of(words_of(one));
    const auto b = analyze::sketch_of(words_of(other));
    bool shares = false;
    for (std::size_t i = 0; i < a.size(); ++i)
      shares = shares || a[i] == b[i];
    sharing += shares;
  }
  CAPTURE(row.words, row.replaced);
  CHECK(sharing / double{texts} == Approx(expected / texts).margin(0.05));
}
