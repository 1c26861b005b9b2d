#include "analyze/document_result.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "analyze/caps.hpp"
#include "analyze/error_ids.hpp"
#include "analyze/excerpt.hpp"
#include "core/json_writer.hpp"

namespace errata::analyze {

using model::DocumentResult;

namespace {

using Span = DocumentResult::Span;

constexpr std::size_t document_bytes = 250;  // of analysis.json, but for texts and items

std::size_t cost_of(const Place& place) {
  const auto& document = place.document();
  auto cost = document_bytes + json_size(document.id) + json_size(document.language) +
              json_size(document.text);
  for (const auto* side : {&document.gold, &document.predicted})
    for (const auto& item : *side)
      cost += cost_of_item(place.name(item.label));
  return cost;
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

void name_errors(DocumentResult& result, const Place& place) {
  const auto of_gold = error_ids(place, ErrorSide::gold, place.document().gold);
  const auto of_predicted = error_ids(place, ErrorSide::predicted, place.document().predicted);
  for (auto& pair : result.pairs)
    if (pair.kind != model::ErrorClass::correct)
      pair.id = pair.gold ? of_gold[*pair.gold] : of_predicted[*pair.predicted];
}

// But for the text itself.
DocumentResult result_of(const Place& place, const std::vector<Match>& matches,
                         const ExplainedSpans& explained) {
  const auto& document = place.document();
  DocumentResult result;
  result.id = document.id;
  result.language = document.language;
  result.has_text = document.has_text;
  result.unit = document.has_text ? OffsetUnit::codepoints : document.unit;
  result.gold = spans_of(document.gold, place);
  result.predicted = spans_of(document.predicted, place);
  for (const auto& m : matches) {
    result.pairs.push_back({m.kind, index_or_none(m.gold), index_or_none(m.predicted), {}});
    if (is_unfound(m.kind))
      result.gold[m.gold].explained = explained.explains(document, document.gold[m.gold]);
  }
  result.errors = errors_in(matches);
  if (result.errors > 0)
    name_errors(result, place);
  return result;
}

// Moves the spans that pairs are left of into the order that they had, and tells the pairs where.
void keep_paired(std::vector<Span>& spans, std::vector<DocumentResult::Pair>& pairs,
                 std::optional<std::size_t> DocumentResult::Pair::*side) {
  std::vector<std::size_t*> users(spans.size());
  for (auto& pair : pairs)
    if (pair.*side)
      users[*(pair.*side)] = &*(pair.*side);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    if (users[i] == nullptr)
      continue;
    *users[i] = kept;
    if (kept != i)
      spans[kept] = std::move(spans[i]);
    ++kept;
  }
  spans.resize(kept);
}

void cut_to(const Excerpt& excerpt, const Place& place, DocumentResult& result) {
  const auto items = result.gold.size() + result.predicted.size();
  std::vector<DocumentResult::Pair> pairs;
  for (const auto at : excerpt.matches)
    pairs.push_back(std::move(result.pairs[at]));
  result.pairs = std::move(pairs);
  keep_paired(result.gold, result.pairs, &DocumentResult::Pair::gold);
  keep_paired(result.predicted, result.pairs, &DocumentResult::Pair::predicted);
  result.items_left = items - result.gold.size() - result.predicted.size();

  const auto& text = place.document().text;
  for (const auto& [begin, end] : excerpt.windows) {
    result.text.append(text, begin, end - begin);
    result.windows.push_back({place.offset(begin), place.offset(end)});
  }
  if (!result.windows.empty())
    result.length = place.offset(static_cast<std::uint32_t>(text.size()));
}

}  // namespace

std::size_t cost_of(const DocumentResult& document) {
  auto cost = document_bytes + json_size(document.id) + json_size(document.language) +
              json_size(document.text) + cost_of_window * document.windows.size();
  for (const auto* side : {&document.gold, &document.predicted})
    for (const auto& span : *side)
      cost += cost_of_item(span.label);
  return cost;
}

std::uint64_t errors_in(const std::vector<Match>& matches) {
  return static_cast<std::uint64_t>(
      std::ranges::count_if(matches, [](const Match& match) { return is_error(match); }));
}

DocumentResult whole_result(const Place& place, const std::vector<Match>& matches,
                            const ExplainedSpans& explained) {
  auto result = result_of(place, matches, explained);
  result.text = place.document().text;
  return result;
}

DocumentResult held_result(const Place& place, const std::vector<Match>& matches,
                           const ExplainedSpans& explained) {
  if (cost_of(place) <= caps::shown_document_bytes)
    return whole_result(place, matches, explained);
  const auto room = caps::shown_document_bytes - document_bytes;
  auto result = result_of(place, matches, explained);
  cut_to(excerpt_of(place, matches, room), place, result);
  return result;
}

}  // namespace errata::analyze
