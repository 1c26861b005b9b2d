#include "render/quotation.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/unicode.hpp"

namespace errata::render {

using model::Example;

namespace {

constexpr std::string_view left_out = "…";
// Context that was cut at a word is hardly shorter; what is shorter ends the text.
constexpr std::uint64_t shortest_cut = 40;
constexpr std::uint64_t longest_surface = 400;  // code points that an analysis keeps of one

std::uint64_t code_points_of(std::string_view text) {
  return length_in(OffsetUnit::codepoints, text);
}

// In code points, where the analysis knows it.
std::optional<std::uint64_t> length_of(const std::string& id, const model::Analysis& analysis) {
  const auto held = std::ranges::find(analysis.shown, id, &model::DocumentResult::id);
  if (held == analysis.shown.end() || !held->has_text)
    return std::nullopt;
  return held->windows.empty() ? code_points_of(held->text) : held->length;
}

void mark_end(std::string& text, bool goes_on) {
  if (goes_on && !text.empty())
    text += left_out;
}

// Of words that are masked a token is shown, which is never cut.
bool is_cut(const Example& example, const model::Analysis& analysis, bool is_whole) {
  const auto length = code_points_of(example.surface);
  if (is_whole)
    return length >= longest_surface &&
           length_of(example.document, analysis).value_or(length + 1) > length;
  return analysis.text_mode == model::TextMode::full && length < example.end - example.begin;
}

}  // namespace

Quotation quotation_of(const Example& example, const model::Analysis& analysis) {
  const bool is_whole = example.begin == 0 && example.end == 0;
  Quotation quoted{example.before, example.surface, example.after, example.predicted_surface};
  mark_end(quoted.words, is_cut(example, analysis, is_whole));
  mark_end(quoted.predicted, code_points_of(quoted.predicted) >= longest_surface);
  if (is_whole || example.surface.empty())
    return quoted;
  if (code_points_of(quoted.before) < example.begin)
    quoted.before.insert(0, left_out);
  const auto behind = code_points_of(example.after);
  const auto length = length_of(example.document, analysis);
  if (length ? *length > example.end + behind : behind >= shortest_cut)
    quoted.after += left_out;
  return quoted;
}

}  // namespace errata::render
