// The spans of a record, in each of the ways in which they are written.
#include "core/text.hpp"
#include "normalize/json_parts.hpp"
#include "normalize/json_record.hpp"
#include "normalize/span_fault.hpp"

namespace errata::normalize {

// The place and the score of a span; what it quotes is to be compared.
bool JsonRecord::read_place(json::object parts, model::Annotation& into) {
  const auto begin = begin_of(parts);
  const auto end = end_of(parts, begin);
  score_fault_ |= !share_of(parts);
  if (const auto quoted = quote_of(parts); begin && end && !quoted.empty())
    mentions_.add(*begin, *end, quoted);
  into.score = score_of(parts);
  return place(begin, end, into);
}

bool JsonRecord::place(std::optional<std::uint32_t> begin, std::optional<std::uint32_t> end,
                       model::Annotation& into) {
  if (!begin || !end)
    return fail("a span without whole numbers as start and end");
  if (const auto fault = span_fault(*begin, *end); !fault.empty())
    return fail(std::string{fault});
  into.begin = *begin;
  into.end = *end;
  return are_spanned_ = true;
}

bool JsonRecord::read_tokens(json::array items, std::vector<model::Annotation>& into) {
  token_spans_.forget();
  for (const auto item : items) {
    const json::object token{item};
    model::Annotation span;
    if (!read_place(token, span))
      return false;
    token_spans_.add(token, span);
  }
  token_spans_.add_chunks(labels_, into);
  return has_spans_ = true;
}

bool JsonRecord::read_span(json::object parts, std::vector<model::Annotation>& into) {
  const auto one = label_of(parts);
  json::array several;
  if (!one && (parts.at_key("labels").get(several) != simdjson::SUCCESS || several.size() == 0))
    return fail("a span without a label");
  model::Annotation span;
  if (!read_place(parts, span))
    return false;
  if (one)
    return add_span(*one, span, into);
  for (const auto item : several) {
    std::string_view name;
    if (item.get(name) != simdjson::SUCCESS)
      return fail("a span without a label");
    add_span(name, span, into);
  }
  return true;
}

// [start, end, label] or [start, end, label, score].
bool JsonRecord::read_triple(json::array parts, std::vector<model::Annotation>& into) {
  std::string_view name;
  double score = 0;
  const bool has_score = parts.size() == 4 && parts.at(3).get(score) == simdjson::SUCCESS;
  if ((parts.size() != 3 && !has_score) || parts.at(2).get(name) != simdjson::SUCCESS)
    return fail("a list in a list of labels that is not [start, end, label]");
  model::Annotation span;
  if (has_score && score >= 0 && score <= 1)
    span.score = static_cast<float>(score);
  score_fault_ |= has_score && span.score == model::no_score;
  return place(offset(parts.at(0)), offset(parts.at(1)), span) && add_span(name, span, into);
}

bool JsonRecord::add_span(std::string_view label, model::Annotation span,
                          std::vector<model::Annotation>& into) {
  token_spans_.note_label(reading_, label);
  span.label = labels_.id(label);
  into.push_back(span);
  return true;
}

}  // namespace errata::normalize
