// The kinds of errors, and places that show them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace errata::model {

// Matching classes, in the order of the rules (product definition "Matching").
enum class ErrorClass { correct, type, boundary, type_and_boundary, missed, spurious };
inline constexpr std::size_t error_classes = 6;

// What is counted as an error, in totals, lists, comparisons and gates alike: each item of gold
// that was not found right, and each prediction that nothing of gold belongs to. Of multi-label an
// extra label beside a missing one (`type` without an item of gold) is the other side of that
// error, not one more.
constexpr bool is_error(ErrorClass kind, bool has_gold) {
  return kind != ErrorClass::correct && (kind != ErrorClass::type || has_gold);
}

// Whether a gold item of the class was not found: missed, or met by a prediction of a wrong span.
constexpr bool is_unfound(ErrorClass kind) {
  return kind == ErrorClass::missed || kind == ErrorClass::boundary ||
         kind == ErrorClass::type_and_boundary;
}

inline constexpr std::size_t longest_surface = 400;  // code points that are kept of one

// Where something stands: a span of a document with its surface, and some text around it.
struct Example {
  std::string document;
  std::uint64_t begin = 0, end = 0;  // both 0: the whole document
  std::uint64_t text_length = 0;     // code points of the document's text; 0 without text
  std::string surface;               // at most `longest_surface`; empty without text
  std::string before, after;         // context, cut at word boundaries, at most 60 code points each
  std::string predicted_surface;     // of the prediction that overlaps it, where the spans differ
  std::string gold, predicted;       // labels joined with ", " for several, empty for none
};

}  // namespace errata::model
