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
