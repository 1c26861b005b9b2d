// Documents that are too large to be held whole, and those that an Analysis does not hold at all.
#include "analyze/excerpt.hpp"

#include <algorithm>
#include <utility>

#include "analyze/document_result.hpp"
#include "analyze/unheld.hpp"
#include "core/unicode.hpp"
#include "support/catch.hpp"
#include "support/documents.hpp"

using namespace errata;
using model::DocumentResult;
using model::Task;
using test::Corpus;

namespace {

// `copies` times the same; at each hundredth the first `length` bytes are a label that was missed,
// at each other tenth one that was found.
Corpus giant(const std::string& word = "wörd 12 . ", std::uint32_t length = 5,
             std::size_t copies = 50'000) {
  Corpus corpus{Task::entities};
  std::string text;
  std::vector<test::Item> gold, predicted;
  for (std::size_t i = 0; i < copies; ++i) {
    const auto begin = static_cast<std::uint32_t>(text.size());
    text += word;
    if (i % 10 != 0)
      continue;
    gold.push_back({"City", begin, begin + length});
    if (i % 100 != 0)
      predicted.push_back({"City", begin, begin + length});
  }
  return corpus.add("giant", gold, predicted, text);
}

DocumentResult held(const Corpus& corpus) {
  analyze::Matcher matcher{corpus.task};
  const auto& document = corpus.documents[0];
  return analyze::held_result({document, corpus.labels}, matcher.match(document));
}

// What stands at [begin, end) of the text in code points.
std::string at(const std::string& text, std::uint64_t begin, std::uint64_t end) {
  std::string part;
  std::uint64_t number = 0;
  for (std::size_t byte = 0; byte < text.size();) {
    const auto [c, bytes] = code_point_at(text, byte);
    if (number >= begin && number < end)
      part += text.substr(byte, bytes);
    byte += bytes;
    ++number;
  }
  return part;
}

}  // namespace

TEST_CASE("of a giant document the text around errors is held, at its places in the whole") {
  const auto corpus = giant();
  const auto& text = corpus.documents[0].text;
  const auto result = held(corpus);
  REQUIRE(result.windows.size() > 100);
  CHECK(result.errors == 500);
  CHECK(result.length == length_in(OffsetUnit::codepoints, text));
  CHECK(analyze::cost_of(result) <= 256U << 10U);
  CHECK(result.items_left + result.gold.size() + result.predicted.size() == 9500);
  std::string windows;
  for (const auto& window : result.windows)
    windows += at(text, window.begin, window.end);
  CHECK(result.text == windows);
  for (const auto& pair : result.pairs)
    if (pair.kind == model::ErrorClass::missed) {
      REQUIRE(pair.gold);
      const auto& span = result.gold.at(*pair.gold);
      CHECK(at(text, span.begin, span.end) == "wörd");
      CHECK(std::ranges::any_of(result.windows, [&](const auto& window) {
        return window.begin <= span.begin && span.end <= window.end;
      }));
      CHECK_FALSE(pair.id.empty());
    }
}

TEST_CASE("a window is cut between words, and between characters as people see them") {
  struct Row {
    const char* word;
    std::uint32_t length;
  };
  for (const auto& [word, length] : {Row{"wörd 12 . ", 5}, Row{"e\u0301e\u0301e\u0301x", 3},
                                     Row{"👨‍👩‍👧!!", 18}, Row{"名前で名前です", 6}}) {
    CAPTURE(word);
    const auto corpus = giant(word, length, 300'000 / std::string_view{word}.size());
    const auto& text = corpus.documents[0].text;
    for (const auto& window : held(corpus).windows) {
      if (window.begin > 0) {
        const auto around = at(text, window.begin - 1, window.begin + 1);
        const bool is_combining = around.find("\u0301") > 0 && around.ends_with("\u0301");
        CHECK_FALSE(is_combining);
        CHECK_FALSE(around.ends_with("\u200d"));
      }
      if (std::string_view{word}.starts_with("wörd") && window.end < text.size()) {
        const auto edge = at(text, window.end - 1, window.end + 1);
        CHECK((edge.find(' ') != std::string::npos || edge.find('.') != std::string::npos));
      }
    }
  }
}

TEST_CASE("a giant of classes, without errors or without text is held as far as there is room") {
  const std::string text(1'000'000, 'x');
  Corpus classes{Task::single_label};
  classes.add("d", {{"A"}}, {{"B"}}, text);
  const auto wrong = held(classes);
  CHECK(wrong.pairs.size() == 1);
  REQUIRE(wrong.windows.size() == 1);
  CHECK(wrong.windows[0].begin == 0);
  CHECK(wrong.text.size() < 20'000);
  CHECK(wrong.length == 1'000'000);

  Corpus right{Task::entities};
  right.add("d", {{"A", 10, 20}, {"A", 999'000, 999'100}}, {{"A", 10, 20}, {"A", 999'000, 999'100}},
            text);
  const auto beginning = held(right);
  CHECK(beginning.windows.size() == 1);
  CHECK(beginning.gold.size() == 1);
  CHECK(beginning.items_left == 2);

  Corpus offsets{Task::entities};
  std::vector<test::Item> gold;
  for (std::uint32_t i = 0; i < 20'000; ++i)
    gold.push_back({"A", 10 * i, 10 * i + 5});
  offsets.add("d", gold, {});
  const auto without = held(offsets);
  CHECK(without.windows.empty());
  CHECK(without.items_left > 10'000);
  CHECK(without.errors == 20'000);
  CHECK_FALSE(without.is_whole());
}

TEST_CASE("a document marks what its label's break-down explains, whether it is held or not") {
  test::Corpus corpus{model::Task::entities};
  const auto add = [&corpus](const std::string& id, const std::string& text, bool found) {
    const std::vector<test::Item> span{{"Place", 0, static_cast<std::uint32_t>(text.size())}};
    corpus.add(id, span, found ? span : std::vector<test::Item>{}, text);
  };
  for (int i = 0; i < 20; ++i) {
    const auto number = std::to_string(10 + i);
    add("missed" + number, number + " High Street, 10115 Berlin", false);
    add("found" + number, number + " High Street, 10115 Berlin", i > 0);
    add("whole" + number, "Berlin", i > 0);
  }
  auto analysis = corpus.analyze();
  const auto held = std::exchange(analysis.shown, {});
  analyze::Unheld unheld{analysis, corpus.labels};
  std::uint64_t explained = 0;
  for (const auto& document : corpus.documents) {
    DocumentResult other;
    REQUIRE(unheld.take(document, other));
    const auto same = std::ranges::find(held, document.id, &DocumentResult::id);
    CHECK(other.gold.at(0).explained == same->gold.at(0).explained);
    explained += other.gold.at(0).explained;
  }
  CHECK(explained == 21);
}

TEST_CASE("each document is held by an analysis or taken as another, exactly once") {
  const auto seed = GENERATE(range(1U, 6U));
  test::RandomCorpus random{seed};
  auto corpus = random.entities(40, 3, true);
  const auto copies = corpus.documents;
  for (int i = 0; i < 3; ++i)  // equal ones in all but nothing
    corpus.documents.insert(corpus.documents.end(), copies.begin(), copies.end());
  for (const std::size_t kept : {0U, 1U, 7U, 50U, 160U}) {
    CAPTURE(seed, kept);
    auto analysis = corpus.analyze();
    REQUIRE(analysis.shown.size() == 160);
    std::uint64_t errors = 0;
    for (std::size_t i = kept; i < analysis.shown.size(); ++i)
      errors += analysis.shown[i].errors;
    analysis.shown.resize(kept);
    analyze::Unheld unheld{analysis, corpus.labels};
    std::uint64_t taken = 0;
    std::uint64_t errors_taken = 0;
    DocumentResult other;
    for (const auto& document : corpus.documents)
      if (unheld.take(document, other)) {
        taken += 1;
        errors_taken += other.errors;
      }
    CHECK(taken == 160 - kept);
    CHECK(errors_taken == errors);
  }
}
