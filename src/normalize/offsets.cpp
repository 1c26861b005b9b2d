#include "normalize/offsets.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace errata::normalize {

namespace {

bool is_ascii(std::string_view text) {
  unsigned char seen = 0;
  for (const char c : text)
    seen |= static_cast<unsigned char>(c);
  return seen < 0x80;
}

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// Units that begin at byte `c`; in the loops that follow a call would cost more than the count.
std::uint64_t units_at(char c, OffsetUnit unit) {
  const bool is_pair = unit == OffsetUnit::utf16 && static_cast<unsigned char>(c) >= 0xF0U;
  return (continues_character(c) ? 0U : 1U) + (is_pair ? 1U : 0U);
}

// Walks a text forward, counting units.
class Walker {
 public:
  Walker(std::string_view text, OffsetUnit unit) : text_{text}, unit_{unit} {}

  // To the byte where `units` units lie behind; not less than at the last call.
  OffsetFault walk(std::uint64_t units) {
    skip_blocks(units);
    while (at_ < text_.size() && (units_ < units || continues_character(text_[at_])))
      units_ += units_at(text_[at_++], unit_);
    if (units_ == units)
      return OffsetFault::none;
    return units_ < units ? OffsetFault::past_end : OffsetFault::splits_character;
  }

  std::uint32_t byte() const { return static_cast<std::uint32_t>(at_); }

 private:
  void skip_blocks(std::uint64_t units) {
    constexpr std::size_t block = 64;
    while (at_ + block <= text_.size()) {
      const auto inside = length_in(unit_, text_.substr(at_, block));
      if (units_ + inside >= units)
        return;
      units_ += inside;
      at_ += block;
    }
  }

  std::string_view text_;
  OffsetUnit unit_;
  std::size_t at_ = 0;
  std::uint64_t units_ = 0;
};

// Bytes have no characters to walk by.
OffsetFault check_byte(std::string_view text, std::uint32_t byte) {
  if (byte > text.size())
    return OffsetFault::past_end;
  return byte < text.size() && continues_character(text[byte]) ? OffsetFault::splits_character
                                                               : OffsetFault::none;
}

}  // namespace

std::string_view text_fault(OffsetFault fault) {
  constexpr std::array<std::string_view, 3> faults{
      "", "a span past the end of the text: the text is not used",
      "a span that splits a character: the text is not used"};
  return faults[static_cast<std::size_t>(fault)];
}

void SpanConverter::collect(model::Document& document) {
  edges_.clear();
  converted_.clear();
  for (auto* side : {&document.gold, &document.predicted})
    for (auto& annotation : *side) {
      edges_.push_back(&annotation.begin);
      edges_.push_back(&annotation.end);
    }
  const auto value = [](const std::uint32_t* edge) { return *edge; };
  if (!std::ranges::is_sorted(edges_, {}, value))
    std::ranges::sort(edges_, {}, value);
}

OffsetFault SpanConverter::to_bytes(std::string_view text, model::Document& document) {
  collect(document);
  const bool bytes_already = document.unit == OffsetUnit::bytes || is_ascii(text);
  Walker walker{text, document.unit};
  for (const auto* edge : edges_) {
    const auto fault = bytes_already ? check_byte(text, *edge) : walker.walk(*edge);
    if (fault != OffsetFault::none)
      return fault;
    converted_.push_back(bytes_already ? *edge : walker.byte());
  }
  for (std::size_t i = 0; i < edges_.size(); ++i)
    *edges_[i] = converted_[i];
  document.unit = OffsetUnit::bytes;
  return OffsetFault::none;
}

OffsetFault SpanConverter::place_in_text(model::Document& document) {
  const auto fault = to_bytes(document.text, document);
  if (fault != OffsetFault::none) {
    document.has_text = false;
    document.text.clear();
  }
  return fault;
}

void SpanConverter::from_bytes(OffsetUnit unit, model::Document& document) {
  if (unit == OffsetUnit::bytes || is_ascii(document.text))
    return;
  collect(document);
  const std::string_view text{document.text};
  std::size_t at = 0;
  std::size_t units = 0;
  for (auto* edge : edges_) {
    assert(*edge <= text.size());
    units += length_in(unit, text.substr(at, *edge - at));
    at = *edge;
    *edge = static_cast<std::uint32_t>(units);
  }
}

}  // namespace errata::normalize
