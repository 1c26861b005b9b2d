#include "render/quotation.hpp"

#include <cstdint>
#include <string_view>

#include "core/unicode.hpp"

namespace errata::render {

using model::Example;

namespace {

constexpr std::string_view left_out = "…";

std::uint64_t code_points_of(std::string_view text) {
  return length_in(OffsetUnit::codepoints, text);
}

void mark_end(std::string& text, bool goes_on) {
  if (goes_on && !text.empty())
    text += left_out;
}

// Of words that are masked a token is shown, which is never cut.
bool is_cut(const Example& example, const model::Analysis& analysis, bool is_whole) {
  const auto length = is_whole ? example.text_length : example.end - example.begin;
  return analysis.text_mode == model::TextMode::full && code_points_of(example.surface) < length;
}

}  // namespace

Quotation quotation_of(const Example& example, const model::Analysis& analysis) {
  const bool is_whole = example.begin == 0 && example.end == 0;
  Quotation quoted{example.before, example.surface, example.after, example.predicted_surface};
  mark_end(quoted.words, is_cut(example, analysis, is_whole));
  mark_end(quoted.predicted, code_points_of(quoted.predicted) >= model::longest_surface);
  if (is_whole || example.surface.empty())
    return quoted;
  if (code_points_of(quoted.before) < example.begin)
    quoted.before.insert(0, left_out);
  if (example.end + code_points_of(example.after) < example.text_length)
    quoted.after += left_out;
  return quoted;
}

}  // namespace errata::render
