// Spans of a text from one unit to another, once, exactly. The only place where offsets change
// unit.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/unicode.hpp"
#include "model/document.hpp"

namespace errata::normalize {

// Why spans have no place in a text.
enum class OffsetFault { none, past_end, splits_character };

// "a span past the end of the text: the text is not used", empty for none.
std::string_view text_fault(OffsetFault fault);

// Keeps its buffers from call to call; every call stands for itself. `text` is valid UTF-8.
class SpanConverter {
 public:
  // Spans of `document` from its unit to bytes of `text`. On a fault nothing is changed.
  OffsetFault to_bytes(std::string_view text, model::Document& document);

  // The same with the document's own text. On a fault the text goes: the document keeps its offsets
  // and their unit, so that scores stay exact.
  OffsetFault place_in_text(model::Document& document);

  // Spans of a document with text, from bytes to `unit`; the text and the field `unit` stay.
  // Spans lie inside the text at code point boundaries (asserted).
  void from_bytes(OffsetUnit unit, model::Document& document);

 private:
  void collect(model::Document& document);

  std::vector<std::uint32_t*> edges_;  // ends of all spans, in ascending order
  std::vector<std::uint32_t> converted_;
};

}  // namespace errata::normalize
