#include "render/surfaces.hpp"

#include "core/unicode.hpp"

namespace errata::render {

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

}  // namespace errata::render
