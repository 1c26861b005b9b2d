#include "normalize/mentions.hpp"

#include <algorithm>
#include <utility>

#include "core/text.hpp"
#include "core/unicode.hpp"

namespace errata::normalize {

namespace {

constexpr std::size_t nowhere = std::string_view::npos;

// For each offset in `unit` the byte where it lies; nowhere inside a character.
std::vector<std::size_t> places_of(OffsetUnit unit, std::string_view text) {
  std::vector<std::size_t> places;
  for (std::size_t at = 0; at < text.size();) {
    const auto bytes = code_point_at(text, at).bytes;
    places.push_back(at);
    places.resize(places.size() + length_in(unit, text.substr(at, bytes)) - 1, nowhere);
    at += bytes;
  }
  places.push_back(text.size());
  return places;
}

// The letters and digits, ASCII in lower case.
std::string letters_of(std::string_view text) {
  std::string letters;
  for (std::size_t at = 0; at < text.size();) {
    const auto [value, bytes] = code_point_at(text, at);
    if (is_word(value))
      letters += text.substr(at, bytes);
    at += bytes;
  }
  return lowered(letters);
}

}  // namespace

void Mentions::add(std::uint32_t begin, std::uint32_t end, std::string_view quoted) {
  added_.push_back({.begin = begin, .end = end, .quoted = std::string{quoted}});
}

std::uint64_t Mentions::differing_in(OffsetUnit unit, std::string_view text) const {
  const auto places = places_of(unit, text);
  const auto is_there = [&](const Mention& mention) {
    const auto& [begin, end, quoted] = mention;
    if (begin > end || end >= places.size() || places[begin] == nowhere || places[end] == nowhere)
      return false;
    const auto found = text.substr(places[begin], places[end] - places[begin]);
    return found == quoted || letters_of(found) == letters_of(quoted);
  };
  return added_.size() - static_cast<std::size_t>(std::ranges::count_if(added_, is_there));
}

OffsetUnit Mentions::likely_unit(std::string_view text) const {
  const auto in_codepoints = added_.empty() ? 0 : differing_in(OffsetUnit::codepoints, text);
  if (in_codepoints == 0)
    return OffsetUnit::codepoints;
  const auto in_utf16 = differing_in(OffsetUnit::utf16, text);
  return in_utf16 < in_codepoints && 2 * in_utf16 < added_.size() ? OffsetUnit::utf16
                                                                  : OffsetUnit::codepoints;
}

void Mentions::check(const model::Document& document, std::vector<Mention>& later) {
  if (document.has_text)
    check(std::move(added_), document.unit, document.text);
  else
    later = std::move(added_);
  added_.clear();
}

void Mentions::check(std::vector<Mention> mentions, OffsetUnit unit, std::string_view text) {
  added_ = std::move(mentions);
  if (!added_.empty()) {
    compared_ += added_.size();
    differing_ += differing_in(unit, text);
  }
  added_.clear();
}

std::string Mentions::remark() const {
  if (differing_ == 0)
    return {};
  return std::to_string(differing_) + " of " + count_of(compared_, "quoted mention") +
         (differing_ == 1 ? " is not the text at its offsets"
                          : " are not the text at their offsets");
}

}  // namespace errata::normalize
