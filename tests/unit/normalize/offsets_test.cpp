#include "normalize/offsets.hpp"

#include <random>

#include "support/catch.hpp"

using namespace errata;
using normalize::OffsetFault;

namespace {

const std::string order_001 =
    "Hi 👋, Zoë Müller ordered 12 kg of Ceylon tea.\r\nShip to 4 Rue Noël, Lyon by 3 May.\r\n";

model::Document with_span(OffsetUnit unit, std::uint32_t begin, std::uint32_t end) {
  model::Document document;
  document.unit = unit;
  document.gold = {{.label = 0, .begin = begin, .end = end}};
  return document;
}

OffsetFault fault_of(std::string_view text, OffsetUnit unit, std::uint32_t begin,
                     std::uint32_t end) {
  auto document = with_span(unit, begin, end);
  normalize::SpanConverter converter;
  const auto fault = converter.to_bytes(text, document);
  if (fault != OffsetFault::none)
    CHECK(
        (document.unit == unit && document.gold[0].begin == begin && document.gold[0].end == end));
  return fault;
}

}  // namespace

// The published vectors of the service's sample order.
TEST_CASE("a span means the same characters in every unit") {
  struct Row {
    const char* surface;
    std::uint32_t utf16, utf16_length, codepoints, codepoints_length, bytes, bytes_length;
  };
  const Row row = GENERATE(values<Row>({{"Zoë Müller", 7, 10, 6, 10, 9, 12},
                                        {"12 kg", 26, 5, 25, 5, 30, 5},
                                        {"Ceylon tea", 35, 10, 34, 10, 39, 10},
                                        {"4 Rue Noël, Lyon", 56, 16, 55, 16, 60, 17},
                                        {"3 May", 76, 5, 75, 5, 81, 5}}));
  CAPTURE(row.surface);
  CHECK(order_001.substr(row.bytes, row.bytes_length) == row.surface);
  normalize::SpanConverter converter;
  const struct {
    OffsetUnit unit;
    std::uint32_t begin, length;
  } units[] = {{OffsetUnit::utf16, row.utf16, row.utf16_length},
               {OffsetUnit::codepoints, row.codepoints, row.codepoints_length},
               {OffsetUnit::bytes, row.bytes, row.bytes_length}};
  for (const auto& [unit, begin, length] : units) {
    auto document = with_span(unit, begin, begin + length);
    REQUIRE(converter.to_bytes(order_001, document) == OffsetFault::none);
    CHECK(document.gold[0].begin == row.bytes);
    CHECK(document.gold[0].end == row.bytes + row.bytes_length);
    document.text = order_001;
    converter.from_bytes(unit, document);
    CHECK(document.gold[0].begin == begin);
    CHECK(document.gold[0].end == begin + length);
  }
}

TEST_CASE("an offset without a place is a fault, never moved to a place nearby") {
  CHECK(fault_of("a👋b", OffsetUnit::utf16, 0, 4) == OffsetFault::none);
  CHECK(fault_of("a👋b", OffsetUnit::utf16, 2, 4) == OffsetFault::splits_character);
  CHECK(fault_of("a👋b", OffsetUnit::utf16, 1, 2) == OffsetFault::splits_character);
  CHECK(fault_of("a👋b", OffsetUnit::utf16, 3, 5) == OffsetFault::past_end);
  CHECK(fault_of("a👋b", OffsetUnit::codepoints, 0, 4) == OffsetFault::past_end);
  CHECK(fault_of("a👋b", OffsetUnit::bytes, 2, 5) == OffsetFault::splits_character);
  CHECK(fault_of("abc", OffsetUnit::utf16, 0, 4) == OffsetFault::past_end);
  CHECK(fault_of("", OffsetUnit::codepoints, 0, 1) == OffsetFault::past_end);
  CHECK(fault_of("👋", OffsetUnit::utf16, 1, 4'000'000'000U) == OffsetFault::splits_character);
}

TEST_CASE("a span without a place is read widened or up to the end, and the reading is shown") {
  struct Row {
    const char* text;
    OffsetUnit unit;
    std::uint32_t begin, end;
    std::uint32_t byte_begin, byte_end;
    const char* reason;
    const char* detail;
  };
  const auto* past = "a span past the end of the text: it is read up to the end";
  const auto* split = "a span that splits a character: it is read with the whole character";
  const Row row = GENERATE_COPY(values<Row>({
      {"a nice b", OffsetUnit::codepoints, 5, 9, 5, 8, past, "gold [5,9) read as [5,8)"},
      {"a👋b", OffsetUnit::utf16, 2, 4, 1, 6, split, "gold [2,4) read as [1,4)"},
      {"a👋b", OffsetUnit::utf16, 0, 2, 0, 5, split, "gold [0,2) read as [0,3)"},
      {"a👋b", OffsetUnit::bytes, 2, 6, 1, 6, split, "gold [2,6) read as [1,6)"},
      {"é", OffsetUnit::bytes, 0, 1, 0, 2, split, "gold [0,1) read as [0,2)"},
      {"é", OffsetUnit::codepoints, 0, 4'000'000'000U, 0, 2, past,
       "gold [0,4000000000) read as [0,1)"},
  }));
  CAPTURE(row.text, row.begin, row.end);
  auto document = with_span(row.unit, row.begin, row.end);
  document.text = row.text;
  document.has_text = true;
  normalize::SpanConverter converter;
  const auto& said = converter.place(document);
  REQUIRE(said.size() == 1);
  CHECK(said[0].reason == row.reason);
  CHECK(said[0].detail == row.detail);
  CHECK(document.has_text);
  CHECK(document.unit == OffsetUnit::bytes);
  CHECK(document.gold[0].begin == row.byte_begin);
  CHECK(document.gold[0].end == row.byte_end);
}

// Or spans that lay apart would come to overlap, and a span to be a label of the whole document.
TEST_CASE("a reading that would change the order of ends, or leave none, is not taken") {
  struct Row {
    const char* text;
    OffsetUnit unit;
    model::Annotation gold, predicted;
    const char* detail;
  };
  const Row row = GENERATE(values<Row>({
      {"abcd€fgh",
       OffsetUnit::bytes,
       {.begin = 0, .end = 5},
       {.begin = 6, .end = 8},
       "gold [0,5) would be read as [0,7), predicted [6,8) would be read as [4,8)"},
      {"a👋b",
       OffsetUnit::bytes,
       {.begin = 0, .end = 2},
       {.begin = 3, .end = 6},
       "gold [0,2) would be read as [0,5), predicted [3,6) would be read as [1,6)"},
      {"",
       OffsetUnit::codepoints,
       {.begin = 5, .end = 5},
       {.begin = 5, .end = 5},
       "gold [5,5) would be read as [0,0), predicted [5,5) would be read as [0,0)"},
      {"",
       OffsetUnit::codepoints,
       {.begin = 0, .end = 3},
       {.begin = 0, .end = 3},
       "gold [0,3) would be read as [0,0), predicted [0,3) would be read as [0,0)"},
  }));
  CAPTURE(row.text, row.detail);
  model::Document document;
  document.unit = row.unit;
  document.gold = {row.gold};
  document.predicted = {row.predicted};
  document.text = row.text;
  document.has_text = true;
  normalize::SpanConverter converter;
  const auto& said = converter.place(document);
  REQUIRE_FALSE(said.empty());
  CHECK(said.back().reason.ends_with(": the text is not used"));
  CHECK(said.back().detail == row.detail);
  CHECK_FALSE(document.has_text);
  CHECK(document.gold[0].same_span(row.gold));
  CHECK(document.predicted[0].same_span(row.predicted));
}

// Or a wrong prediction would become a right one.
TEST_CASE("where two spans would become one, the text goes and the offsets stay") {
  struct Row {
    const char* text;
    std::uint32_t begin, end, other_begin, other_end;
    const char* detail;
  };
  const Row row = GENERATE(values<Row>({
      {"a nice b", 5, 9, 5, 8, "gold [5,9) would be read as [5,8)"},
      {"a nice b", 9, 12, 0, 1, "gold [9,12) would be read as [8,8)"},
      {"a nice b", 2, 9, 3, 10,
       "gold [2,9) would be read as [2,8), predicted [3,10) would be read as [3,8)"},
  }));
  auto document = with_span(OffsetUnit::codepoints, row.begin, row.end);
  document.predicted = {{.begin = row.other_begin, .end = row.other_end}};
  document.text = row.text;
  document.has_text = true;
  normalize::SpanConverter converter;
  const auto& said = converter.place(document);
  REQUIRE(said.size() == 1);
  CHECK(said[0].reason == "a span past the end of the text: the text is not used");
  CHECK(said[0].detail == row.detail);
  CHECK_FALSE(document.has_text);
  CHECK(document.unit == OffsetUnit::codepoints);
  CHECK(document.gold[0].begin == row.begin);
  CHECK(document.gold[0].end == row.end);
}

TEST_CASE("two halves of a character are no span each, and both faults of a document are said") {
  model::Document document;
  document.unit = OffsetUnit::utf16;
  document.text = "👋👋";
  document.has_text = true;
  document.gold = {{.begin = 0, .end = 1}};
  document.predicted = {{.begin = 1, .end = 2}, {.begin = 2, .end = 7}};
  normalize::SpanConverter converter;
  const auto& said = converter.place(document);
  REQUIRE(said.size() == 2);
  CHECK(said[0].detail == "predicted [2,7) would be read as [2,4)");
  CHECK(said[1].detail ==
        "gold [0,1) would be read as [0,2), predicted [1,2) would be read as [0,2)");
  CHECK_FALSE(document.has_text);
}

TEST_CASE("an empty span is said, with a text or without, and stays") {
  const auto unit = GENERATE(OffsetUnit::codepoints, OffsetUnit::bytes);
  const bool has_text = GENERATE(true, false);
  auto document = with_span(unit, 5, 5);
  document.text = has_text ? "a nice b" : "";
  document.has_text = has_text;
  normalize::SpanConverter converter;
  const auto& said = converter.place(document);
  REQUIRE(said.size() == 1);
  CHECK(said[0].reason == "an empty span");
  CHECK(said[0].detail == "gold [5,5)");
  CHECK(document.has_text == has_text);
  CHECK(document.gold[0].end == 5);
}

TEST_CASE("of many faulty spans the first are shown and the others counted") {
  model::Document document;
  for (std::uint32_t at = 1; at <= 5; ++at)
    document.predicted.push_back({.begin = at, .end = at});
  normalize::SpanConverter converter;
  CHECK(converter.place(document).front().detail ==
        "predicted [1,1), predicted [2,2), predicted [3,3) and 2 more");
  model::Document classes;
  classes.gold = {{.label = 0}};
  CHECK(converter.place(classes).empty());
}

// Longer than the blocks by which the converter skips, held against counting one by one.
TEST_CASE("every boundary of a long mixed text converts there and back") {
  std::mt19937 random{20261121};
  const std::string_view pieces[] = {"a", "é", "中", "👋", "\r\n", "plain words in a row "};
  std::string text;
  std::vector<std::uint32_t> boundaries[3];
  for (int i = 0; i < 400; ++i) {
    text += pieces[random() % std::size(pieces)];
    for (const auto unit : {OffsetUnit::bytes, OffsetUnit::codepoints, OffsetUnit::utf16})
      boundaries[static_cast<int>(unit)].push_back(
          static_cast<std::uint32_t>(length_in(unit, text)));
  }
  normalize::SpanConverter converter;
  for (const auto unit : {OffsetUnit::codepoints, OffsetUnit::utf16}) {
    model::Document document;
    document.unit = unit;
    const auto& from = boundaries[static_cast<int>(unit)];
    for (std::size_t i = 0; i + 7 < from.size(); ++i)
      document.predicted.push_back(
          {.begin = from[from.size() - 8 - i], .end = from[from.size() - 1 - i]});
    const auto before = document.predicted;
    REQUIRE(converter.to_bytes(text, document) == OffsetFault::none);
    const auto& bytes = boundaries[0];
    for (std::size_t i = 0; i < before.size(); ++i)
      CHECK(document.predicted[i].begin == bytes[bytes.size() - 8 - i]);
    document.text = text;
    converter.from_bytes(unit, document);
    for (std::size_t i = 0; i < before.size(); ++i)
      CHECK(document.predicted[i].same_span(before[i]));
  }
}
