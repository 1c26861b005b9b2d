#include "render/kept_texts.hpp"

#include <algorithm>
#include <array>

#include "core/unicode.hpp"

namespace errata::render {

namespace {

constexpr auto kept_keys = std::to_array<std::string_view>({
    "band",      "baseline", "by_reason",       "definitions", "document",
    "documents", "facts",    "fallback_labels", "file",        "fingerprint",
    "given",     "gold",     "gone_labels",     "id",          "kind",
    "label",     "labels",   "language",        "matrix",      "model",
    "name",      "other",    "other_label",     "others",      "predicted",
    "project",   "reason",   "record",          "rule",        "rules",
    "sha256",    "shown_as", "split",           "suggested",   "skipped_by_reason",
    "training",  "what",
});

constexpr auto kept_facts = std::to_array<std::string_view>({
    "because",    "best",   "eager",  "expires",   "given",     "gold",      "group", "hints",
    "instead_of", "label",  "labels", "odd_names", "poor",      "predicted", "rare",  "reason",
    "scarce",     "shares", "slices", "suggested", "taken_for", "untrained", "worst",
});

bool is_letter_before(std::string_view text, std::size_t at) {
  return at > 0 && is_word(static_cast<unsigned char>(text[at - 1]));
}

}  // namespace

bool may_stay(std::string_view key) {
  return std::ranges::find(kept_keys, key) != kept_keys.end();
}

bool may_stay_as_fact(std::string_view name) {
  return std::ranges::find(kept_facts, name) != kept_facts.end();
}

// From the first quotation mark to the last: what is quoted may hold one itself.
std::string without_quotes(std::string_view remark) {
  auto first = remark.find('\'');
  while (first != std::string_view::npos && is_letter_before(remark, first))
    first = remark.find('\'', first + 1);
  if (first == std::string_view::npos)
    return std::string{remark};
  const auto last = remark.rfind('\'');
  const auto rest = last > first ? remark.substr(last + 1) : std::string_view{};
  return std::string{remark.substr(0, first)}.append("'…'").append(rest);
}

}  // namespace errata::render
