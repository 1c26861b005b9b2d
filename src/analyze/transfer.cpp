#include "analyze/transfer.hpp"

#include <algorithm>
#include <string_view>

#include "core/unicode.hpp"

namespace errata::analyze {

namespace {

using Offsets = std::vector<std::uint32_t>;

std::uint32_t narrow(std::uint64_t offset) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(offset, 0xFFFFFFFF));
}

// Bytes of `text` that are no white space, by their place.
Offsets visible_bytes(std::string_view text) {
  Offsets visible;
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    for (std::size_t i = 0; i < point.bytes; ++i)
      if (!is_space(point.value))
        visible.push_back(narrow(at + i));
    at += point.bytes;
  }
  return visible;
}

bool are_equal(std::string_view a, const Offsets& of_a, std::string_view b, const Offsets& of_b) {
  return std::ranges::equal(of_a, of_b,
                            [a, b](std::uint32_t i, std::uint32_t j) { return a[i] == b[j]; });
}

// At each byte of `text`, and at its end: how many units stand before it.
Offsets units_before(std::string_view text, OffsetUnit unit) {
  Offsets units(text.size() + 1);
  std::uint64_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto bytes = code_point_at(text, at).bytes;
    std::fill_n(units.begin() + static_cast<std::ptrdiff_t>(at), bytes, narrow(count));
    count += length_in(unit, text.substr(at, bytes));
    at += bytes;
  }
  units[text.size()] = narrow(count);
  return units;
}

// At each unit of `text`, and at its end: the byte.
Offsets bytes_of_units(std::string_view text, OffsetUnit unit) {
  Offsets bytes;
  for (std::size_t at = 0; at < text.size();) {
    const auto size = code_point_at(text, at).bytes;
    const auto units = length_in(unit, text.substr(at, size));
    bytes.insert(bytes.end(), units, narrow(at));
    at += size;
  }
  bytes.push_back(narrow(text.size()));
  return bytes;
}

std::uint32_t at(const Offsets& offsets, std::uint32_t offset) {
  return offset < offsets.size() ? offsets[offset] : offsets.back();
}

}  // namespace

bool Transfer::between(const model::Document& from, const model::Document& to) {
  is_same_ = from.has_text == to.has_text && from.text == to.text &&
             (from.has_text || from.unit == to.unit);
  if (is_same_)
    return true;
  if (from.has_text && to.has_text)
    return between_texts(from, to);
  if (!from.has_text && !to.has_text)
    return false;
  begins_ = to.has_text ? bytes_of_units(to.text, from.unit) : units_before(from.text, to.unit);
  ends_ = begins_;
  return true;
}

bool Transfer::between_texts(const model::Document& from, const model::Document& to) {
  const auto here = visible_bytes(from.text);
  const auto there = visible_bytes(to.text);
  if (!are_equal(from.text, here, to.text, there))
    return false;
  begins_.clear();
  ends_.clear();
  std::size_t before = 0;  // visible bytes before an offset
  for (std::uint32_t offset = 0; offset <= from.text.size(); ++offset) {
    while (before < here.size() && here[before] < offset)
      ++before;
    begins_.push_back(before < there.size() ? there[before] : narrow(to.text.size()));
    ends_.push_back(before > 0 ? there[before - 1] + 1 : 0);
  }
  return true;
}

void Transfer::apply(std::vector<model::Annotation>& annotations) const {
  if (is_same_)
    return;
  for (auto& a : annotations) {
    if (a.begin == 0 && a.end == 0)
      continue;  // the whole document
    a.begin = at(begins_, a.begin);
    a.end = std::max(a.begin, at(ends_, a.end));
  }
  model::sort_annotations(annotations);
}

}  // namespace errata::analyze
