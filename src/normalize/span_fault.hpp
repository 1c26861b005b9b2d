// Spans that are none, whatever the text.
#pragma once

#include <cstdint>
#include <string_view>

namespace errata::normalize {

// Why [begin, end) cannot be a span, empty where it can. Both ends at 0 mean a whole document
// (model::Annotation), so that nothing may be said of an empty span there.
constexpr std::string_view span_fault(std::uint32_t begin, std::uint32_t end) {
  if (begin > end)
    return "a span that ends before it starts";
  return end == 0 ? "an empty span at the start of the text" : "";
}

}  // namespace errata::normalize
