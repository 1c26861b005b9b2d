#include "render/worklist.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "core/unicode.hpp"

namespace errata::render {

using model::DocumentResult;

namespace {

using Span = DocumentResult::Span;

// A place on a document: one of these ends inside it.
struct Candidate {
  const DocumentResult* document;
  std::uint64_t length;  // in its unit; without text nothing is known of it
};

class Worker {
 public:
  explicit Worker(const model::Analysis& analysis) : analysis_{analysis} {
    for (const auto& document : analysis.shown)
      by_id_.emplace(document.id, Candidate{&document, length_of(document)});
  }

  Worklist list() {
    add_forgotten();
    add_doubted();
    add_label_errors();
    add_conflicts();
    for (const auto& document : analysis_.shown)
      if (auto found = suggested_.find(&document); found != suggested_.end()) {
        sort(found->second.labels);
        list_.documents.push_back(std::move(found->second));
      }
    return std::move(list_);
  }

 private:
  static std::uint64_t length_of(const DocumentResult& document) {
    return document.has_text && find_invalid_utf8(document.text) == std::string::npos
               ? length_in(document.unit, document.text)
               : ~std::uint64_t{0};
  }

  static void sort(std::vector<Span>& labels) {
    std::ranges::stable_sort(labels, [](const Span& a, const Span& b) {
      return std::tie(a.begin, a.end, a.label) < std::tie(b.begin, b.end, b.label);
    });
  }

  void add_forgotten() {
    for (const auto& found : analysis_.unlabeled)
      if (found.grade == model::Grade::strong || found.grade == model::Grade::moderate)
        suggest(found.document, {.kind = "unlabeled",
                                 .label = found.label,
                                 .begin = found.begin,
                                 .end = found.end,
                                 .chance = found.chance,
                                 .grade = found.grade});
    for (const auto& place : analysis_.audit)
      suggest(place.document,
              {.kind = "audit", .label = place.label, .begin = place.begin, .end = place.end});
  }

  void add_doubted() {
    for (const auto& place : analysis_.over_labelled) {
      const Review review{
          .kind = "over_labelled", .label = place.label, .begin = place.begin, .end = place.end};
      if (auto* at = note(place.document, review))
        std::erase_if(at->labels, [&](const Span& span) { return is_at(span, review); });
    }
  }

  void add_label_errors() {
    const auto likely =
        std::min<std::size_t>(analysis_.label_errors.size(), analysis_.label_errors_likely);
    for (std::size_t i = 0; i < likely; ++i) {
      const auto& error = analysis_.label_errors[i];
      const Review review{.kind = "label_error",
                          .label = error.suggested,
                          .chance = error.chance,
                          .grade = error.grade,
                          .given = error.given};
      if (auto* at = note(error.document, review)) {
        std::erase_if(at->labels, [&](const Span& span) { return span.label == error.given; });
        if (!error.suggested.empty())
          put(*at, review);
      }
    }
  }

  // Which of the two is right, the labels do not tell.
  void add_conflicts() {
    for (const auto& conflict : analysis_.conflicts) {
      note(conflict.document,
           {.kind = "conflict", .label = conflict.label, .other = conflict.other});
      note(conflict.other,
           {.kind = "conflict", .label = conflict.other_label, .other = conflict.document});
    }
  }

  void suggest(const std::string& id, const Review& review) {
    if (auto* at = note(id, review))
      put(*at, review);
  }

  static bool is_at(const Span& span, const Review& review) {
    return span.begin == review.begin && span.end == review.end && span.label == review.label;
  }

  static void put(Suggested& at, const Review& review) {
    if (std::ranges::none_of(at.labels, [&](const Span& span) { return is_at(span, review); }))
      at.labels.push_back({review.label, review.begin, review.end, review.chance});
  }

  // The first document of that id that the place lies in; null where it is not held.
  Suggested* note(const std::string& id, const Review& review) {
    const auto [first, last] = by_id_.equal_range(id);
    const auto found = std::find_if(
        first, last, [&](const auto& candidate) { return review.end <= candidate.second.length; });
    if (found == last) {
      list_.left += 1;
      return nullptr;
    }
    const auto* document = found->second.document;
    auto& at = suggested_[document];
    if (at.document == nullptr)
      at = {document, document->gold, {}};
    at.reviews.push_back(review);
    return &at;
  }

  const model::Analysis& analysis_;
  std::multimap<std::string_view, Candidate> by_id_;
  std::map<const DocumentResult*, Suggested> suggested_;  // asked for, never gone through
  Worklist list_;
};

}  // namespace

Worklist worklist_of(const model::Analysis& analysis) {
  return Worker{analysis}.list();
}

}  // namespace errata::render
