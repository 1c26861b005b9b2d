#include "render/worklist.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "core/unicode.hpp"

namespace errata::render {

using model::DocumentResult;

namespace {

using Span = DocumentResult::Span;

// In its unit; without text nothing is known of it.
std::uint64_t length_of(const DocumentResult& document) {
  return document.has_text && find_invalid_utf8(document.text) == std::string::npos
             ? length_in(document.unit, document.text)
             : ~std::uint64_t{0};
}

bool is_at(const Span& span, const Review& review, const std::string& label) {
  return span.begin == review.begin && span.end == review.end && span.label == label;
}

void put(Suggested& at, const Review& review) {
  if (std::ranges::none_of(at.labels,
                           [&](const Span& span) { return is_at(span, review, review.label); }))
    at.labels.push_back({review.label, review.begin, review.end, review.chance});
}

}  // namespace

Worklist::Worklist(const model::Analysis& analysis) {
  add_forgotten(analysis);
  add_doubted(analysis);
  add_label_errors(analysis);
  add_conflicts(analysis);
}

void Worklist::add(const std::string& id, Review review, Change change) {
  by_id_[id].push_back({std::move(review), change});
  left_ += 1;
}

void Worklist::add_forgotten(const model::Analysis& analysis) {
  for (const auto& found : analysis.unlabeled)
    if (found.grade == model::Grade::strong || found.grade == model::Grade::moderate)
      add(found.document,
          {.kind = "unlabeled",
           .label = found.label,
           .begin = found.begin,
           .end = found.end,
           .chance = found.chance,
           .grade = found.grade},
          Change::add);
  for (const auto& place : analysis.audit)
    add(place.document,
        {.kind = "audit", .label = place.label, .begin = place.begin, .end = place.end},
        Change::add);
}

void Worklist::add_doubted(const model::Analysis& analysis) {
  for (const auto& place : analysis.over_labelled)
    add(place.document,
        {.kind = "over_labelled", .label = place.label, .begin = place.begin, .end = place.end},
        Change::remove);
  for (const auto& place : analysis.minority_labels)
    add(place.document,
        {.kind = "minority",
         .label = place.usual,
         .begin = place.begin,
         .end = place.end,
         .given = place.label},
        Change::replace);
}

void Worklist::add_label_errors(const model::Analysis& analysis) {
  const auto likely =
      std::min<std::size_t>(analysis.label_errors.size(), analysis.label_errors_likely);
  for (std::size_t i = 0; i < likely; ++i) {
    const auto& error = analysis.label_errors[i];
    add(error.document,
        {.kind = "label_error",
         .label = error.suggested,
         .chance = error.chance,
         .grade = error.grade,
         .given = error.given},
        Change::replace);
  }
}

// Which of the two is right, the labels do not tell.
void Worklist::add_conflicts(const model::Analysis& analysis) {
  for (const auto& conflict : analysis.conflicts) {
    add(conflict.document, {.kind = "conflict", .label = conflict.label, .other = conflict.other},
        Change::none);
    add(conflict.other,
        {.kind = "conflict", .label = conflict.other_label, .other = conflict.document},
        Change::none);
  }
}

void Worklist::apply(const Pending& pending, Suggested& at) {
  const auto& review = pending.review;
  at.reviews.push_back(review);
  if (pending.change == Change::remove)
    std::erase_if(at.labels, [&](const Span& span) { return is_at(span, review, review.label); });
  if (pending.change == Change::replace)
    std::erase_if(at.labels, [&](const Span& span) { return is_at(span, review, review.given); });
  if (pending.change == Change::add || (pending.change == Change::replace && !review.label.empty()))
    put(at, review);
}

std::optional<Suggested> Worklist::take(const DocumentResult& document) {
  const auto found = by_id_.find(document.id);
  if (found == by_id_.end())
    return std::nullopt;
  const auto length = length_of(document);
  Suggested at{&document, document.gold, {}};
  for (auto& pending : found->second) {
    if (pending.is_taken || pending.review.end > length)
      continue;
    pending.is_taken = true;
    left_ -= 1;
    apply(pending, at);
  }
  if (at.reviews.empty())
    return std::nullopt;
  std::ranges::stable_sort(at.labels, [](const Span& a, const Span& b) {
    return std::tie(a.begin, a.end, a.label) < std::tie(b.begin, b.end, b.label);
  });
  return at;
}

std::set<std::string> Worklist::labels() const {
  std::set<std::string> labels;
  for (const auto& [id, reviews] : by_id_)
    for (const auto& pending : reviews)
      if (pending.change != Change::none && !pending.review.label.empty())
        labels.insert(pending.review.label);
  return labels;
}

}  // namespace errata::render
