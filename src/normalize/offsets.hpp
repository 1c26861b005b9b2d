// Spans of a text from one unit to another, once, exactly. The only place where offsets change
// unit.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/unicode.hpp"
#include "model/document.hpp"

namespace errata::normalize {

// Why spans have no place in a text.
enum class OffsetFault { none, past_end, splits_character };

// "a span past the end of the text", empty for none.
std::string_view name_of(OffsetFault fault);

// What is said of the spans of one document: why, in words that repeat, and the case, as
// "gold [5,9) read as [5,8)", in the unit of the source.
struct SpanRemark {
  std::string reason, detail;
};

// Keeps its buffers from call to call; every call stands for itself. `text` is valid UTF-8.
class SpanConverter {
 public:
  // Spans of `document` from its unit to bytes of `text`. On a fault, of which the first is told,
  // nothing is changed.
  OffsetFault to_bytes(std::string_view text, model::Document& document);

  // The same with the document's own text, where it has one. A span that ends in a character is
  // read with the whole of it, one that ends past the text up to its end. Scores stay exact: where
  // two ends that differ would become one, or one become two, the text goes instead and the
  // document keeps its offsets and their unit. Returns what is to be said, also of spans that are
  // empty; valid until the next call.
  const std::vector<SpanRemark>& place(model::Document& document);

  // Spans of a document with text, from bytes to `unit`; the text and the field `unit` stay.
  // Spans lie inside the text at code point boundaries (asserted).
  void from_bytes(OffsetUnit unit, model::Document& document);

 private:
  // Where an offset lies; without a fault both ends are the same.
  struct Place {
    std::uint32_t offset;
    OffsetFault fault;
    std::uint32_t low, high;                // bytes of the boundaries around it
    std::uint32_t low_offset, high_offset;  // the same in the unit of the source
  };

  void collect(model::Document& document);
  void find_places(model::Document& document);
  const Place& place_of(std::uint32_t offset) const;
  void say(OffsetFault fault, const model::Document& document, bool is_read);
  void say_empty(const model::Document& document);
  bool is_exact(const model::Document& document) const;
  void move(model::Document& document) const;

  std::vector<std::uint32_t*> edges_;  // ends of all spans, in ascending order
  std::vector<std::uint32_t> converted_;
  std::vector<Place> places_;  // of the edges, where one of them has a fault
  std::vector<SpanRemark> remarks_;
};

}  // namespace errata::normalize
