#include "render/surfaces.hpp"

#include <algorithm>

#include "core/unicode.hpp"

namespace errata::render {

namespace {

constexpr std::size_t context = 60;  // code points

bool begins(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

bool is_blank(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return is_ascii(byte) && is_space(byte);
}

// Where what stands before `at` begins; not before `least`.
std::size_t context_before(std::string_view text, std::size_t at, std::size_t least) {
  auto begin = at;
  for (std::size_t left = context; left > 0 && begin > least; --left)
    while (--begin > least && !begins(text[begin])) {
    }
  if (begin == least)
    return begin;
  const auto blank = std::find_if(text.begin() + static_cast<std::ptrdiff_t>(begin),
                                  text.begin() + static_cast<std::ptrdiff_t>(at), is_blank);
  const auto cut = static_cast<std::size_t>(blank - text.begin());
  return cut < at ? cut + 1 : begin;
}

// Where what stands behind `at` ends; not behind `most`.
std::size_t context_behind(std::string_view text, std::size_t at, std::size_t most) {
  auto end = at;
  for (std::size_t left = context; left > 0 && end < most; --left)
    while (++end < most && !begins(text[end])) {
    }
  if (end == most)
    return end;
  for (auto blank = end; blank > at; --blank)
    if (is_blank(text[blank - 1]))
      return blank - 1;
  return end;
}

}  // namespace

Surfaces::Surfaces(const model::DocumentResult& document) : text_{document.text} {
  if (document.has_text && find_invalid_utf8(text_) == std::string_view::npos)
    positions_.emplace(document);
}

std::string_view Surfaces::of(const model::DocumentResult::Span& span) const {
  if (!span.shown_as.empty())
    return span.shown_as;
  if (!positions_ || span.end <= span.begin)
    return {};
  const auto at = positions_->stretch(span.begin, span.end);
  return text_.substr(at.begin, at.end - at.begin);
}

std::string_view Surfaces::around(std::uint64_t begin, std::uint64_t end) const {
  if (!positions_)
    return {};
  const auto at = positions_->stretch(begin, end);
  std::size_t least = 0;
  auto most = text_.size();
  for (const auto gap : positions_->gaps()) {
    least = gap <= at.begin ? std::max(least, gap) : least;
    most = gap >= at.end ? std::min(most, gap) : most;
  }
  const auto first = context_before(text_, at.begin, least);
  return text_.substr(first, context_behind(text_, at.end, most) - first);
}

}  // namespace errata::render
