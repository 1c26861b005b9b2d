#include "analyze/shown.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "analyze/caps.hpp"
#include "analyze/document_result.hpp"

namespace errata::analyze {

using model::DocumentResult;

namespace {

using Span = DocumentResult::Span;

bool comes_before(const std::vector<Span>& a, const std::vector<Span>& b) {
  const auto key = [](const Span& s) { return std::tie(s.begin, s.end, s.label, s.score); };
  return std::lexicographical_compare(
      a.begin(), a.end(), b.begin(), b.end(),
      [&key](const Span& x, const Span& y) { return key(x) < key(y); });
}

}  // namespace

bool WorstFirst::operator()(const DocumentResult& a, const DocumentResult& b) const {
  const auto left = std::tie(b.errors, a.id, a.text, a.language);
  const auto right = std::tie(a.errors, b.id, b.text, b.language);
  if (left != right)
    return left < right;
  if (comes_before(a.gold, b.gold) || comes_before(b.gold, a.gold))
    return comes_before(a.gold, b.gold);
  return comes_before(a.predicted, b.predicted);
}

// What did not fit once does not fit later, nor does anything behind it: so the order of arrival
// does not matter.
bool Shown::is_beyond(std::uint64_t errors, const std::string& id) const {
  if (first_lost_.empty())
    return false;
  const auto& lost = *first_lost_.begin();
  return std::tie(lost.errors, id) > std::tie(errors, lost.id);
}

void Shown::add(const Place& place, const std::vector<Match>& matches,
                const ExplainedSpans& explained) {
  if (is_beyond(errors_in(matches), place.document().id))
    return;
  auto result = held_result(place, matches, explained);
  if (!first_lost_.empty() && !WorstFirst{}(result, *first_lost_.begin()))
    return;
  bytes_ += cost_of(*kept_.insert(std::move(result)));
  shorten();
}

void Shown::shorten() {
  while (kept_.size() > caps::shown_documents || bytes_ > caps::shown_bytes) {
    const auto last = std::prev(kept_.end());
    bytes_ -= cost_of(*last);
    first_lost_.clear();
    first_lost_.insert(kept_.extract(last));
  }
}

std::vector<DocumentResult> Shown::finish() {
  std::vector<DocumentResult> list;
  list.reserve(kept_.size());
  while (!kept_.empty())
    list.push_back(std::move(kept_.extract(kept_.begin()).value()));
  return list;
}

}  // namespace errata::analyze
