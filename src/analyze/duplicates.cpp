#include "analyze/duplicates.hpp"

#include <algorithm>

namespace errata::analyze {

namespace {

// Calls visit(first, last) for each run of equal keys in a sorted list.
template <typename Key, typename Visit>
void for_each_run(const std::vector<DocumentMark>& marks, Key key, Visit visit) {
  for (auto first = marks.begin(); first != marks.end();) {
    const auto last = std::ranges::find_if_not(
        first, marks.end(), [&](const DocumentMark& m) { return m.*key == (*first).*key; });
    visit(first, last);
    first = last;
  }
}

bool contains(const std::vector<std::uint64_t>& sorted, std::uint64_t mark) {
  return std::ranges::binary_search(sorted, mark);
}

}  // namespace

Duplicates::Duplicates(const Tally& tally) {
  auto marks = tally.marks;
  std::ranges::sort(marks);
  for_each_run(marks, &DocumentMark::id, [this](auto first, auto last) {
    if (last - first < 2)
      return;
    double_ids_.push_back(first->id);
    ids_.documents += static_cast<std::uint64_t>(last - first);
  });
  find_texts(std::move(marks));
}

void Duplicates::find_texts(std::vector<DocumentMark> marks) {
  std::erase_if(marks, [](const DocumentMark& m) { return m.text == 0; });
  std::ranges::sort(marks, {}, [](const DocumentMark& m) { return std::pair{m.text, m.gold}; });
  for_each_run(marks, &DocumentMark::text, [this](auto first, auto last) {
    const auto documents = static_cast<std::uint64_t>(last - first);
    if (documents < 2)
      return;
    double_texts_.push_back(first->text);
    texts_.documents += documents;
    if (first->gold == (last - 1)->gold)
      return;
    conflicting_texts_.push_back(first->text);
    conflicts_.documents += documents;
  });
}

void Duplicates::add(const model::Document& document) {
  if (double_ids_.empty() && double_texts_.empty())
    return;
  const auto mark = mark_of(document);
  if (contains(double_ids_, mark.id))
    ids_.first.add(document.id);
  if (!document.has_text)
    return;
  if (contains(double_texts_, mark.text))
    texts_.first.add(document.id);
  if (contains(conflicting_texts_, mark.text))
    conflicts_.first.add(document.id);
}

}  // namespace errata::analyze
