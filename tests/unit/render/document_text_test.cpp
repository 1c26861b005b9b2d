#include "render/document_text.hpp"

#include <random>

#include "core/unicode.hpp"
#include "support/catch.hpp"

using namespace errata;
using render::Mark;
using render::Positions;

namespace {

std::string text_of(std::mt19937& random, std::size_t letters) {
  static const std::vector<std::string> alphabet{"a", "b", " ", "\n", "é", "王", "👋", "ن"};
  std::string text;
  for (std::size_t i = 0; i < letters; ++i)
    text += alphabet[random() % alphabet.size()];
  return text;
}

std::vector<Mark> marks_on(std::mt19937& random, const std::string& text) {
  const Positions positions{text, OffsetUnit::codepoints};
  const auto length = length_in(OffsetUnit::codepoints, text) + 2;
  std::vector<Mark> marks;
  for (int i = 0; i < 8; ++i) {
    const auto begin = random() % length;
    marks.push_back({positions.stretch(begin, begin + random() % 9), "x",
                     static_cast<model::ErrorClass>(random() % model::error_classes)});
  }
  return marks;
}

}  // namespace

TEST_CASE("offsets of any unit find their byte, and those behind the text its end") {
  struct Row {
    OffsetUnit unit;
    std::uint64_t begin, end;
    std::size_t first, last;
  };
  // "é" has 2 bytes and 1 unit, the hand 4 bytes and 2 units of UTF-16.
  const Row row = GENERATE(values<Row>({{OffsetUnit::codepoints, 1, 2, 2, 6},
                                        {OffsetUnit::utf16, 1, 3, 2, 6},
                                        {OffsetUnit::bytes, 2, 6, 2, 6},
                                        {OffsetUnit::bytes, 1, 4, 0, 2},
                                        {OffsetUnit::codepoints, 3, 99, 7, 7},
                                        {OffsetUnit::codepoints, 99, 1, 7, 7}}));
  const auto at = Positions{"é👋x", row.unit}.stretch(row.begin, row.end);
  CHECK(at.begin == row.first);
  CHECK(at.end == row.last);
}

TEST_CASE("a long text is folded to bounded pieces of itself in order") {
  const auto seed = GENERATE(range(1, 60));
  CAPTURE(seed);
  std::mt19937 random{static_cast<unsigned>(seed)};
  const auto text = text_of(random, 20'000);
  const auto shown = render::stretches_around(text, marks_on(random, text));
  std::size_t end = 0;
  std::size_t bytes = 0;
  for (const auto& stretch : shown) {
    CHECK(stretch.begin >= end);
    CHECK(stretch.end <= text.size());
    CHECK(find_invalid_utf8(text.substr(stretch.begin, stretch.end - stretch.begin)) ==
          std::string::npos);
    bytes += stretch.end - stretch.begin;
    end = stretch.end;
  }
  CHECK(bytes > 0);
  CHECK(bytes < 4'000);
}
