#include "render/document_text.hpp"

#include <algorithm>
#include <tuple>

#include "core/unicode.hpp"
#include "render/view.hpp"

namespace errata::render {

namespace {

constexpr std::size_t whole_text = 500;    // bytes that are shown without folding
constexpr std::size_t context = 80;        // bytes on each side of an error
constexpr std::size_t longest_mark = 300;  // bytes of one span that are shown
constexpr std::size_t most_shown = 3000;   // bytes of one document
constexpr std::size_t beginning = 240;     // bytes of a text without errors

bool is_boundary(std::string_view text, std::size_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

// The nearest place at or before `at` where a word begins, at most 20 bytes off, else a character.
std::size_t back_to_word(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  const auto nearest = at > 20 ? at - 20 : 0;
  for (auto word = at; word > nearest; --word)
    if (text[word - 1] == ' ' || text[word - 1] == '\n')
      return word;
  while (!is_boundary(text, at))
    --at;
  return at;
}

std::size_t forward_to_word(std::string_view text, std::size_t at) {
  const auto farthest = std::min(at + 20, text.size());
  for (auto word = at; word < farthest; ++word)
    if (text[word] == ' ' || text[word] == '\n')
      return word;
  while (!is_boundary(text, at))
    ++at;
  return std::min(at, text.size());
}

Stretch around(std::string_view text, Stretch mark) {
  const auto end = std::min(mark.end, mark.begin + longest_mark);
  return {back_to_word(text, mark.begin > context ? mark.begin - context : 0),
          forward_to_word(text, std::min(end + context, text.size()))};
}

std::vector<Stretch> joined(std::vector<Stretch> stretches) {
  std::ranges::sort(stretches, {}, [](const Stretch& s) { return std::tuple{s.begin, s.end}; });
  std::vector<Stretch> apart;
  std::size_t bytes = 0;
  for (const auto& next : stretches) {
    if (!apart.empty() && next.begin <= apart.back().end + 1)
      apart.back().end = std::max(apart.back().end, next.end);
    else if (bytes < most_shown)
      apart.push_back(next);
    else
      break;
    bytes += next.end - next.begin;
  }
  return apart;
}

}  // namespace

Positions::Positions(std::string_view text, OffsetUnit unit) {
  if (unit == OffsetUnit::bytes) {
    for (std::size_t at = 0; at <= text.size(); ++at)
      bytes_.push_back(is_boundary(text, at) ? at : bytes_.back());
    return;
  }
  for (std::size_t at = 0; at < text.size();) {
    const auto [c, bytes] = code_point_at(text, at);
    bytes_.push_back(at);
    if (unit == OffsetUnit::utf16 && c > 0xFFFF)
      bytes_.push_back(at);
    at += bytes;
  }
  bytes_.push_back(text.size());
}

std::size_t Positions::byte_at(std::uint64_t offset) const {
  return bytes_[std::min<std::uint64_t>(offset, bytes_.size() - 1)];
}

Positions::Positions(const model::DocumentResult& document)
    : Positions{document.text, document.unit} {
  windows_ = document.windows;
  length_ = document.length;
  std::uint64_t offset = 0;
  for (const auto& window : windows_) {
    offsets_.push_back(offset);
    offset += window.end - window.begin;
  }
}

Stretch Positions::stretch(std::uint64_t begin, std::uint64_t end) const {
  if (!windows_.empty()) {
    const auto behind = std::ranges::upper_bound(windows_, begin, {}, &Window::begin);
    const auto at = behind == windows_.begin() ? behind : behind - 1;
    const auto before = offsets_[static_cast<std::size_t>(at - windows_.begin())];
    const auto within = [&](std::uint64_t offset) {
      return before + std::clamp(offset, at->begin, at->end) - at->begin;
    };
    begin = within(begin);
    end = within(end);
  }
  const auto first = byte_at(begin);
  return {first, std::max(first, byte_at(end))};
}

std::vector<std::size_t> Positions::gaps() const {
  std::vector<std::size_t> gaps;
  for (std::size_t i = 0; i < windows_.size(); ++i)
    if (i > 0 || windows_[i].begin > 0)
      gaps.push_back(byte_at(offsets_[i]));
  if (!windows_.empty() && windows_.back().end < length_)
    gaps.push_back(bytes_.back());
  return gaps;
}

std::vector<Stretch> stretches_around(std::string_view text, const std::vector<Mark>& marks) {
  if (text.size() <= whole_text)
    return {{0, text.size()}};
  std::vector<Stretch> stretches;
  for (const auto& mark : marks)
    if (mark.kind != model::ErrorClass::correct)
      stretches.push_back(around(text, mark.at));
  if (stretches.empty())
    stretches.push_back({0, forward_to_word(text, beginning)});
  return joined(std::move(stretches));
}

std::vector<Stretch> apart_at(const std::vector<std::size_t>& gaps,
                              const std::vector<Stretch>& stretches) {
  std::vector<Stretch> apart;
  for (auto rest : stretches) {
    for (const auto gap : gaps)
      if (rest.begin < gap && gap < rest.end) {
        apart.push_back({rest.begin, gap});
        rest.begin = gap;
      }
    apart.push_back(rest);
  }
  return apart;
}

}  // namespace errata::render
