#include "render/write_worklist.hpp"

#include <set>
#include <string>
#include <vector>

#include "core/json_writer.hpp"
#include "core/unicode.hpp"
#include "render/enum_names.hpp"
#include "render/worklist.hpp"
#include "render/write_errors.hpp"

namespace errata::render {

namespace {

using model::DocumentResult;
using Span = DocumentResult::Span;

// Suggestions may bring labels that no list of the test set has, as in an analysis of somebody
// else, and so may documents.
std::set<std::string> labels_of(const model::Analysis& analysis, const Worklist& list) {
  auto labels = list.labels();
  labels.insert(analysis.test_set.labels.begin(), analysis.test_set.labels.end());
  for (const auto& document : analysis.shown)
    for (const auto& span : document.gold)
      labels.insert(span.label);
  return labels;
}

std::string header_of(const model::Analysis& analysis, const Worklist& list) {
  const auto& test_set = analysis.test_set;
  std::string line;
  JsonWriter to{line};
  to.begin_object().member("schema", "errata/evaluation/1");
  to.member("task", name_of_value(test_set.task)).member("name", valid_utf8(test_set.name));
  to.member("model", valid_utf8(test_set.model)).key("labels").begin_array();
  for (const auto& label : labels_of(analysis, list))
    to.value(valid_utf8(label));
  to.end_array().member("offsets", name_of_value(OffsetUnit::codepoints));
  to.member("text_mode", name_of_value(analysis.text_mode)).end_object();
  return line + '\n';
}

void put_place(JsonWriter& to, std::uint64_t begin, std::uint64_t end) {
  if (end > 0)
    to.member("start", begin).member("end", end);
}

void put(JsonWriter& to, std::string_view key, const std::vector<Span>& spans, bool has_scores) {
  to.key(key).begin_array();
  for (const auto& span : spans) {
    const bool is_scored = has_scores && span.score.has_value();
    if (span.end == 0 && !is_scored) {
      to.value(valid_utf8(span.label));
      continue;
    }
    to.begin_object().member("label", valid_utf8(span.label));
    put_place(to, span.begin, span.end);
    if (is_scored)
      to.member("score", *span.score);
    to.end_object();
  }
  to.end_array();
}

void put(JsonWriter& to, const Review& review) {
  to.begin_object().member("kind", review.kind);
  if (!review.given.empty())
    to.member("given", valid_utf8(review.given));
  if (!review.label.empty())
    to.member("label", valid_utf8(review.label));
  put_place(to, review.begin, review.end);
  if (review.grade)
    to.member("grade", name_of_value(*review.grade));
  if (review.chance)
    to.member("chance", *review.chance);
  if (!review.other.empty())
    to.member("other", valid_utf8(review.other));
  to.end_object();
}

std::string line_of(const Suggested& at) {
  const auto& document = *at.document;
  std::string line;
  JsonWriter to{line};
  to.begin_object().member("id", valid_utf8(document.id));
  if (!document.language.empty())
    to.member("language", valid_utf8(document.language));
  if (document.has_text)
    to.member("text", valid_utf8(document.text));
  else if (document.unit != OffsetUnit::codepoints)
    to.member("offsets", name_of_value(document.unit));
  put(to, "gold", document.gold, false);
  put(to, "predicted", at.labels, true);
  to.key("review").begin_array();
  for (const auto& review : at.reviews)
    put(to, review);
  to.end_array().end_object();
  return line + '\n';
}

}  // namespace

WorklistFile::WorklistFile(const model::Analysis& analysis, FileWriter& to)
    : to_{to}, list_{analysis} {
  to_.write(header_of(analysis, list_));
}

void WorklistFile::add(const DocumentResult& document) {
  const auto at = list_.take(document);
  if (!at)
    return;
  const auto line = line_of(*at);
  if (to_.size() + line.size() > list_limit) {
    dropped_ += at->reviews.size();
    return;
  }
  to_.write(line);
  documents_ += 1;
}

}  // namespace errata::render
