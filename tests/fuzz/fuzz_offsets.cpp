// Spans of a text in any unit: a byte for the unit, a byte for the number of spans, four bytes a
// span, and the text.
#include <algorithm>
#include <string>

#include "core/unicode.hpp"
#include "fuzz/promises.hpp"
#include "fuzz/target.hpp"
#include "normalize/offsets.hpp"

using namespace errata;

namespace {

std::uint32_t two_bytes(const std::uint8_t* at) {
  return static_cast<std::uint32_t>(at[0]) | static_cast<std::uint32_t>(at[1]) << 8U;
}

// What the converter promises, by the plainest means.
bool is_place(std::string_view text, OffsetUnit unit, std::uint32_t offset) {
  for (std::size_t byte = 0;;) {
    if (length_in(unit, text.substr(0, byte)) == offset)
      return true;
    if (byte == text.size())
      return false;
    byte += code_point_at(text, byte).bytes;
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2)
    return 0;
  const auto unit = static_cast<OffsetUnit>(data[0] % 3);
  const std::size_t spans = std::min<std::size_t>(data[1] % 8, (size - 2) / 4);
  model::Document document;
  document.unit = unit;
  const std::string text{fuzz::as_text(data, size).substr(2 + 4 * spans)};
  if (find_invalid_utf8(text) != std::string::npos)
    return 0;
  bool is_fine = true;
  for (std::size_t i = 0; i < spans; ++i) {
    const auto a = two_bytes(data + 2 + 4 * i), b = two_bytes(data + 4 + 4 * i);
    (i % 2 == 0 ? document.gold : document.predicted)
        .push_back({.label = 0, .begin = std::min(a, b), .end = std::max(a, b)});
    is_fine &= is_place(text, unit, a) && is_place(text, unit, b);
  }
  const auto before = document.gold;
  normalize::SpanConverter converter;
  const auto fault = converter.to_bytes(text, document);
  fuzz::promise(is_fine == (fault == normalize::OffsetFault::none), "faults are those there are");
  if (!is_fine)
    return 0;
  document.text = text;
  document.has_text = true;
  for (const auto& a : document.gold)
    fuzz::promise(a.end <= text.size(), "bytes lie inside the text");
  converter.from_bytes(unit, document);
  for (std::size_t i = 0; i < before.size(); ++i)
    fuzz::promise(
        before[i].begin == document.gold[i].begin && before[i].end == document.gold[i].end,
        "there and back is the same span");
  return 0;
}
