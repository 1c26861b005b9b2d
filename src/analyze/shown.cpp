#include "analyze/shown.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "analyze/caps.hpp"
#include "analyze/error_ids.hpp"

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

// Memory and room on the page, roughly; of a model::Document or a DocumentResult.
std::size_t cost_of(const auto& d) {
  return d.text.size() + d.id.size() + 48 * (d.gold.size() + d.predicted.size());
}

std::vector<Span> spans_of(const std::vector<model::Annotation>& annotations, const Place& place) {
  std::vector<Span> spans;
  spans.reserve(annotations.size());
  for (const auto& a : annotations) {
    Span span{place.name(a.label), place.offset(a.begin), place.offset(a.end), {}};
    if (a.score != model::no_score)
      span.score = a.score;
    spans.push_back(std::move(span));
  }
  return spans;
}

std::optional<std::size_t> index_or_none(std::uint32_t index) {
  return index == no_item ? std::optional<std::size_t>{} : index;
}

// As the totals by class have it: of multi-label an extra label beside a missing one is the other
// side of that error, not one more.
bool is_error(const Match& match) {
  const bool is_other_side = match.kind == model::ErrorClass::type && match.gold == no_item;
  return match.kind != model::ErrorClass::correct && !is_other_side;
}

std::uint64_t errors_in(const std::vector<Match>& matches) {
  return static_cast<std::uint64_t>(std::ranges::count_if(matches, is_error));
}

void name_errors(DocumentResult& result, const Place& place) {
  const auto of_gold = error_ids(place, ErrorSide::gold, place.document().gold);
  const auto of_predicted = error_ids(place, ErrorSide::predicted, place.document().predicted);
  for (auto& pair : result.pairs)
    if (pair.kind != model::ErrorClass::correct)
      pair.id = pair.gold ? of_gold[*pair.gold] : of_predicted[*pair.predicted];
}

DocumentResult result_of(const Place& place, const std::vector<Match>& matches) {
  const auto& document = place.document();
  DocumentResult result;
  result.id = document.id;
  result.language = document.language;
  result.text = document.text;
  result.has_text = document.has_text;
  result.unit = document.has_text ? OffsetUnit::codepoints : document.unit;
  result.gold = spans_of(document.gold, place);
  result.predicted = spans_of(document.predicted, place);
  for (const auto& m : matches)
    result.pairs.push_back({m.kind, index_or_none(m.gold), index_or_none(m.predicted), {}});
  result.errors = errors_in(matches);
  if (result.errors > 0)
    name_errors(result, place);
  return result;
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

void Shown::add(const Place& place, const std::vector<Match>& matches) {
  const auto& document = place.document();
  if (cost_of(document) > caps::shown_document_bytes || is_beyond(errors_in(matches), document.id))
    return;
  auto result = result_of(place, matches);
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
