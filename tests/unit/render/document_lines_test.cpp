#include "render/document_lines.hpp"

#include <algorithm>
#include <random>
#include <set>

#include "core/unicode.hpp"
#include "render/line_breaks.hpp"
#include "support/catch.hpp"

using namespace errata;
using model::ErrorClass;
using render::Line;
using render::Mark;
using render::Stretch;

namespace {

std::string text_of(std::mt19937& random, std::size_t letters) {
  static const std::vector<std::string> alphabet{"a", "b",  " ", "\n", "é",    "王",      "👋",
                                                 "ن", ". ", ",", "。", "word", "\xCC\x81"};
  std::string text;
  for (std::size_t i = 0; i < letters; ++i)
    text += alphabet[random() % alphabet.size()];
  return text;
}

std::vector<Mark> marks_on(std::mt19937& random, const std::string& text) {
  const render::Positions positions{text, OffsetUnit::codepoints};
  const auto length = length_in(OffsetUnit::codepoints, text) + 2;
  std::vector<Mark> marks;
  for (int i = 0; i < 8; ++i) {
    const auto begin = random() % length;
    marks.push_back({positions.stretch(begin, begin + random() % 9), "x",
                     static_cast<ErrorClass>(random() % model::error_classes)});
  }
  return marks;
}

std::vector<std::string> broken(const std::string& text, const std::vector<Stretch>& whole = {}) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  for (const auto end : render::line_ends(text, {0, text.size()}, whole)) {
    lines.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return lines;
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i)
    all += text;
  return all;
}

std::string joined(std::string_view text, const Line& line,
                   const std::vector<render::PlacedMark>& marks) {
  std::string all;
  for (const auto& piece : render::cut(text, line.at, marks))
    all += piece.text;
  return all;
}

bool is_blank(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c == ' ' || c == '\n'; });
}

std::size_t endings_in(std::string_view text, const Line& line,
                       const std::vector<render::PlacedMark>& marks) {
  std::size_t endings = 0;
  for (const auto& piece : render::cut(text, line.at, marks))
    endings += piece.endings.size();
  return endings;
}

}  // namespace

TEST_CASE("a line ends at a line break, with the white space behind it") {
  CHECK(broken("one\n\n two\nthree\n") == std::vector<std::string>{"one\n\n ", "two\n", "three\n"});
  CHECK(broken("") == std::vector<std::string>{""});
  CHECK(broken("\n\n") == std::vector<std::string>{"\n\n"});
}

TEST_CASE("a long line ends after a sentence, or else a clause, or else a word") {
  const auto sentence = repeated("word ", 20);  // 100 columns
  CHECK(broken(sentence + "end. " + sentence + sentence).front() == sentence + "end. ");
  CHECK(broken(sentence + "end, " + sentence + sentence).front() == sentence + "end, ");
  CHECK(broken(sentence + "“end.” " + sentence + sentence).front() == sentence + "“end.” ");
  CHECK(broken(sentence + sentence + sentence).front() == repeated("word ", 24));
  CHECK(broken(repeated("x", 1000)).front() == repeated("x", 120));
}

TEST_CASE("a little more than a line stays one line") {
  CHECK(broken(repeated("word ", 30)).size() == 1);
  CHECK(broken("A. " + repeated("word ", 50)).front().size() > 40);
}

TEST_CASE("a line of a script without spaces ends behind its own punctuation") {
  const auto clause = repeated("王", 40);
  CHECK(broken(clause + "。" + clause + clause).front() == clause + "。");
  CHECK(broken(clause + "，" + clause + clause).front() == clause + "，");
  CHECK(broken(clause + "。」" + clause + clause).front() == clause + "。」");
  CHECK(broken(clause + clause).front() == repeated("王", 60));
}

TEST_CASE("a line never ends within a character of several code points") {
  for (const auto& line : broken(repeated("e\xCC\x81", 500)))
    CHECK(line.starts_with("e"));
}

TEST_CASE("what stays whole makes a line longer, up to the end of its word") {
  const auto text = repeated("word ", 60) + "tail and more";
  CHECK(broken(text, {{0, 302}}).front() == repeated("word ", 60) + "tail ");
  CHECK(broken("a\nb\nc", {{0, 3}}) == std::vector<std::string>{"a\nb\n", "c"});
}

TEST_CASE("both sides have the same lines, which lose no letter and cut no mark") {
  const auto seed = GENERATE(range(1, 400));
  CAPTURE(seed);
  std::mt19937 random{static_cast<unsigned>(seed)};
  const auto text = text_of(random, random() % 400);
  const auto gold = marks_on(random, text);
  const auto predicted = marks_on(random, text);
  std::size_t end = 0;
  std::size_t gold_ends = 0;
  std::size_t predicted_ends = 0;
  for (const auto& line : render::lines_of(text, gold, predicted, {{0, text.size()}})) {
    CHECK(is_blank(text.substr(end, line.at.begin - end)));
    const auto shown = text.substr(line.at.begin, line.at.end - line.at.begin);
    CHECK(joined(text, line, line.gold) == shown);
    CHECK(joined(text, line, line.predicted) == shown);
    CHECK_FALSE(line.follows_gap);
    CHECK_FALSE(line.precedes_gap);
    for (const auto* side : {&line.gold, &line.predicted})
      for (const auto& placed : *side) {
        CHECK(placed.at.begin == placed.mark->at.begin);
        CHECK(placed.at.end == placed.mark->at.end);
        CHECK((placed.mark->kind == ErrorClass::correct || !line.agrees));
      }
    gold_ends += endings_in(text, line, line.gold);
    predicted_ends += endings_in(text, line, line.predicted);
    end = line.at.end;
  }
  CHECK(is_blank(text.substr(end)));
  CHECK(gold_ends == gold.size());
  CHECK(predicted_ends == predicted.size());
}

TEST_CASE("lines on which both sides agree are one, the others each their own") {
  const std::string text = "one\ntwo\nthree\nfour\nfive";
  const std::vector<Mark> gold{{{0, 3}, "x", ErrorClass::correct},
                               {{8, 13}, "x", ErrorClass::missed}};
  const std::vector<Mark> predicted{{{0, 3}, "x", ErrorClass::correct}};
  std::vector<std::string> shown;
  for (const auto& line : render::lines_of(text, gold, predicted, {{0, text.size()}}))
    shown.push_back((line.agrees ? "= " : "") +
                    text.substr(line.at.begin, line.at.end - line.at.begin));
  CHECK(shown == std::vector<std::string>{"= one\ntwo", "three", "= four\nfive"});
}

TEST_CASE("a text that was left out is a gap before the next line or behind the last") {
  const std::string text = "aaaa bbbb cccc";
  const auto lines = render::lines_of(text, {}, {}, {{0, 4}, {5, 9}});
  REQUIRE(lines.size() == 2);
  CHECK_FALSE(lines[0].follows_gap);
  CHECK(lines[1].follows_gap);
  CHECK(lines[1].precedes_gap);
}

TEST_CASE("marks that overlap have different lanes, the outer one the lower") {
  const auto seed = GENERATE(range(1, 200));
  CAPTURE(seed);
  std::mt19937 random{static_cast<unsigned>(seed)};
  const auto text = text_of(random, 60);
  const auto marks = marks_on(random, text);
  for (const auto& line : render::lines_of(text, marks, {}, {{0, text.size()}}))
    for (const auto& piece : render::cut(text, line.at, line.gold)) {
      if (piece.text.empty())
        continue;
      std::set<std::size_t> lanes;
      for (const auto* placed : piece.on)
        CHECK(lanes.insert(placed->lane).second);
    }
  const std::string nested = "a b c";
  const std::vector<Mark> both{{{2, 3}, "inner", ErrorClass::correct},
                               {{0, 5}, "outer", ErrorClass::correct}};
  const auto line = render::lines_of(nested, both, {}, {{0, 5}});
  CHECK(line.front().gold.front().mark->label == "outer");
  CHECK(line.front().gold.front().lane == 0);
  CHECK(line.front().gold.back().lane == 1);
}
