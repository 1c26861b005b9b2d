#include "normalize/token_spans.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"

namespace errata::normalize {

namespace {

constexpr const char* tag_key = "entity";
constexpr const char* index_key = "index";

std::int64_t index_of(json::object token) {
  return token.at_key(index_key).get_int64();
}

}  // namespace

bool TokenSpans::are_tokens(json::array items) {
  for (const auto item : items) {
    json::object token;
    std::int64_t index = 0;
    if (item.get(token) != simdjson::SUCCESS ||
        token.at_key(index_key).get(index) != simdjson::SUCCESS ||
        !is_prefixed_tag(json::text_or(token, tag_key, "")))
      return false;
  }
  return items.size() > 0;
}

void TokenSpans::forget() {
  tags_.clear();
  spans_.clear();
}

void TokenSpans::add(json::object token, model::Annotation span) {
  const auto index = index_of(token);
  if (!tags_.empty() && index != last_ + 1) {
    tags_.emplace_back("O");
    spans_.emplace_back();
  }
  last_ = index;
  tags_.emplace_back(json::text_or(token, tag_key, ""));
  spans_.push_back(span);
}

void TokenSpans::add_chunks(LabelCache& labels, std::vector<model::Annotation>& into) {
  find_chunks(tags_, chunks_, use_);
  for (const auto& chunk : chunks_) {
    auto span = spans_[chunk.begin];
    span.label = labels.id(chunk.type);
    for (auto at = chunk.begin + 1; at < chunk.end; ++at) {
      span.end = std::max(span.end, spans_[at].end);
      span.score = std::min(span.score, spans_[at].score);
    }
    into.push_back(span);
    tokens_ += chunk.end - chunk.begin;
  }
  joined_ += chunks_.size();
}

void TokenSpans::note_label(Role side, std::string_view label) {
  auto& noted = sides_[side == Role::predicted];
  ++noted.labels;
  if (!is_prefixed_tag(label))
    return;
  ++noted.tags;
  if (noted.first_tag.empty())
    noted.first_tag = label;
}

void TokenSpans::check(std::string_view file, const TokenSpans* other) const {
  const auto& gold = (other != nullptr ? *other : *this).sides_[0];
  const auto& predicted = sides_[1];
  const auto are_apart = [](const Side& tagged, const Side& untagged) {
    return tagged.labels > 0 && tagged.tags == tagged.labels && untagged.labels > 0 &&
           untagged.tags == 0;
  };
  const bool are_gold = are_apart(gold, predicted);
  if (!are_gold && !are_apart(predicted, gold))
    return;
  const auto* const role = are_gold ? "gold" : "predicted";
  throw InputError{printable(file) + ": the spans of " + role + " are tagged tokens (" +
                   in_quotes((are_gold ? gold : predicted).first_tag, 40) +
                   "), those of the other side entities; join the tokens, which a Hugging Face "
                   "pipeline does with aggregation_strategy=\"simple\""};
}

std::string TokenSpans::remark() const {
  if (joined_ == 0)
    return {};
  return count_of(tokens_, "tagged token") + " (" + std::string{scheme_of(use_)} +
         (tokens_ == 1 ? ") is joined to " : ") are joined to ") + std::to_string(joined_) +
         (joined_ == 1 ? " entity" : " entities") +
         "; the score of an entity is the lowest of its tokens";
}

}  // namespace errata::normalize
