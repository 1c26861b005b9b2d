#include "normalize/offsets.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "normalize/span_fault.hpp"

namespace errata::normalize {

namespace {

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

// "gold [5,9)"
std::string said(std::string_view side, std::uint32_t begin, std::uint32_t end) {
  return std::string{side} + (side.empty() ? "[" : " [") + std::to_string(begin) + "," +
         std::to_string(end) + ")";
}

template <typename Function>
void for_each_span(const model::Document& document, Function&& act) {
  for (const auto& span : document.gold)
    act("gold", span);
  for (const auto& span : document.predicted)
    act("predicted", span);
}

// The first few of many, and how many more there are.
class Cases {
 public:
  void add(const std::string& one) {
    constexpr std::size_t shown = 3;
    if (count_++ < shown)
      text_ += (text_.empty() ? "" : ", ") + one;
    else
      ++more_;
  }
  bool are_none() const { return count_ == 0; }
  std::string text() const {
    return text_ + (more_ == 0 ? "" : " and " + std::to_string(more_) + " more");
  }

 private:
  std::string text_;
  std::size_t count_ = 0, more_ = 0;
};

// Bytes have no characters to walk by.
OffsetFault check_byte(std::string_view text, std::uint32_t byte) {
  if (byte > text.size())
    return OffsetFault::past_end;
  return byte < text.size() && continues_character(text[byte]) ? OffsetFault::splits_character
                                                               : OffsetFault::none;
}

}  // namespace

std::string_view name_of(OffsetFault fault) {
  constexpr std::array<std::string_view, 3> faults{"", "a span past the end of the text",
                                                   "a span that splits a character"};
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

const std::vector<SpanRemark>& SpanConverter::place(model::Document& document) {
  remarks_.clear();
  say_empty(document);
  if (!document.has_text || to_bytes(document.text, document) == OffsetFault::none)
    return remarks_;
  find_places(document);
  const bool is_read = is_exact(document);
  for (const auto fault : {OffsetFault::past_end, OffsetFault::splits_character})
    say(fault, document, is_read);
  if (is_read) {
    move(document);
  } else {
    document.has_text = false;
    document.text.clear();
  }
  return remarks_;
}

// Character by character: only documents with a fault come here.
void SpanConverter::find_places(model::Document& document) {
  collect(document);
  places_.clear();
  const std::string_view text{document.text};
  std::size_t byte = 0;
  std::uint32_t units = 0;
  for (const auto* edge : edges_) {
    std::size_t bytes = 0;
    std::uint32_t length = 0;
    while (byte < text.size() && units < *edge) {
      bytes = code_point_at(text, byte).bytes;
      length = static_cast<std::uint32_t>(length_in(document.unit, text.substr(byte, bytes)));
      if (units + length > *edge)
        break;
      byte += bytes;
      units += length;
    }
    const bool is_place = units == *edge;
    const bool is_inside = !is_place && byte < text.size();
    const auto low = static_cast<std::uint32_t>(byte);
    places_.push_back({.offset = *edge,
                       .fault = is_place    ? OffsetFault::none
                                : is_inside ? OffsetFault::splits_character
                                            : OffsetFault::past_end,
                       .low = low,
                       .high = is_inside ? low + static_cast<std::uint32_t>(bytes) : low,
                       .low_offset = units,
                       .high_offset = is_inside ? units + length : units});
  }
}

const SpanConverter::Place& SpanConverter::place_of(std::uint32_t offset) const {
  return *std::ranges::lower_bound(places_, offset, {}, &Place::offset);
}

// Whether spans that were the same stay so, overlap where they did, and stay spans.
bool SpanConverter::is_exact(const model::Document& document) const {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> moved;
  for (const auto* side : {&document.gold, &document.predicted})
    for (const auto& span : *side) {
      moved.emplace_back(span.begin, place_of(span.begin).low);
      moved.emplace_back(span.end, place_of(span.end).high);
      if (span.end > 0 && !span_fault(moved[moved.size() - 2].second, moved.back().second).empty())
        return false;
    }
  std::ranges::sort(moved);
  const auto strays = [](const auto& one, const auto& next) {
    return one.first == next.first ? one.second != next.second : one.second >= next.second;
  };
  return std::ranges::adjacent_find(moved, strays) == moved.end();
}

void SpanConverter::move(model::Document& document) const {
  for (auto* side : {&document.gold, &document.predicted})
    for (auto& span : *side) {
      span.begin = place_of(span.begin).low;
      span.end = place_of(span.end).high;
    }
  document.unit = OffsetUnit::bytes;
}

void SpanConverter::say(OffsetFault fault, const model::Document& document, bool is_read) {
  Cases cases;
  for_each_span(document, [&](std::string_view side, const model::Annotation& span) {
    const auto& begin = place_of(span.begin);
    const auto& end = place_of(span.end);
    if (begin.fault == fault || end.fault == fault)
      cases.add(said(side, span.begin, span.end) + (is_read ? " read as " : " would be read as ") +
                said({}, begin.low_offset, end.high_offset));
  });
  if (cases.are_none())
    return;
  const auto read = fault == OffsetFault::past_end ? "it is read up to the end"
                                                   : "it is read with the whole character";
  remarks_.push_back(
      {.reason = std::string{name_of(fault)} + ": " + (is_read ? read : "the text is not used"),
       .detail = cases.text()});
}

// 0 to 0 is no span but the whole document.
void SpanConverter::say_empty(const model::Document& document) {
  const auto is_empty = [](const model::Annotation& span) {
    return span.begin == span.end && span.end > 0;
  };
  if (std::ranges::none_of(document.gold, is_empty) &&
      std::ranges::none_of(document.predicted, is_empty))
    return;
  Cases cases;
  for_each_span(document, [&](std::string_view side, const model::Annotation& span) {
    if (is_empty(span))
      cases.add(said(side, span.begin, span.end));
  });
  remarks_.push_back({.reason = "an empty span", .detail = cases.text()});
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
