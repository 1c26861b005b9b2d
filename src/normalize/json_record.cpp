#include "normalize/json_record.hpp"

#include <algorithm>
#include <utility>

#include "core/text.hpp"
#include "normalize/arrange.hpp"
#include "normalize/json_parts.hpp"

namespace errata::normalize {

namespace {

using Wanted = ScoreChoice::Wanted;

constexpr std::string_view no_shares = "labels with scores that are not from 0 to 1";
constexpr std::string_view no_label = "a label that is neither a string nor a whole number";

// Lists of one length, or objects by the number of the row.
bool are_columns(json::element one, json::element other) {
  json::array first, second;
  if (one.get(first) == simdjson::SUCCESS && other.get(second) == simdjson::SUCCESS)
    return first.size() == second.size();
  json::object rows, labels;
  return one.get(rows) == simdjson::SUCCESS && other.get(labels) == simdjson::SUCCESS &&
         rows.at_key("0").error() == simdjson::SUCCESS &&
         labels.at_key("0").error() == simdjson::SUCCESS;
}

}  // namespace

JsonRecord::JsonRecord(model::LabelSet& labels, const ColumnChoice& choice, ScoreChoice scores)
    : labels_{labels}, scores_{scores}, fields_{choice} {
}

JsonRecord::JsonRecord(model::LabelSet& labels, const ColumnChoice& choice, Role side,
                       ScoreChoice scores)
    : labels_{labels}, scores_{scores}, side_{side}, fields_{choice, side} {
}

bool JsonRecord::fail(std::string reason) {
  reason_ = std::move(reason);
  return false;
}

std::vector<std::string> JsonRecord::remarks() const {
  auto remarks = fields_.remarks();
  for (auto& remark : scores_.remarks())
    remarks.push_back(std::move(remark));
  if (auto tags = tokens_.remark(); !tags.empty())
    remarks.push_back(std::move(tags));
  if (auto joined = token_spans_.remark(); !joined.empty())
    remarks.push_back(std::move(joined));
  if (in_utf16_ > 0)
    remarks.push_back("offsets of " + count_of(in_utf16_, "record") +
                      " count UTF-16 units, as the quoted words show");
  if (auto mentions = mentions_.remark(); !mentions.empty())
    remarks.push_back(std::move(mentions));
  return remarks;
}

bool JsonRecord::read_text(json::object record, Role role, std::string& into) {
  into.clear();
  json::element found;
  if (!fields_.find(record, role, found))
    return false;
  if (auto text = class_name(found))
    into = std::move(*text);
  return found.is_string() || found.is_int64();
}

// A table by columns has the texts, or the ids, of all its rows in one field, and as many labels in
// another. Two texts beside one label are a pair, and words beside tags a sentence.
bool JsonRecord::is_by_column(json::object record) {
  const auto labels = side_.value_or(Role::gold);
  json::element value;
  json::element column;
  for (const auto role : {Role::text, Role::id}) {
    if (!fields_.find(record, role, value) || value.is_string() ||
        !fields_.find(record, labels, column) || !are_columns(value, column))
      continue;
    const auto names = column.is_array() ? strings(column.get_array()) : std::nullopt;
    if (names && tokens_.kind_of(*names) != TaggedTokens::List::labels)
      continue;
    fail(in_quotes(fields_.name(role)) + " and " + in_quotes(fields_.name(labels)) +
         " are columns of a table, not a document: write an object a document, as "
         "to_json(orient=\"records\") of pandas does");
    return true;
  }
  return false;
}

bool JsonRecord::read(json::object record, model::Document& into,
                      std::optional<std::string_view> text) {
  fields_.meet(record);
  read_text(record, Role::id, into.id);
  read_text(record, Role::language, into.language);
  into.has_text = read_text(record, Role::text, into.text) || text;
  if (text)
    into.text = *text;
  into.unit = OffsetUnit::codepoints;
  into.gold.clear();
  into.predicted.clear();
  wanted_ = expected_;
  score_fault_ = false;
  mentions_.forget();
  quotes_.clear();
  tokens_.read(record);
  are_tagged_ = are_spanned_ = false;
  if (is_by_column(record))
    return false;
  if ((side_ != Role::predicted && !read_side(record, Role::gold, into.gold)) ||
      (side_ != Role::gold && !read_side(record, Role::predicted, into.predicted)))
    return false;
  if (differ_in_kind(into))
    return false;
  read_score(record, into);
  if (into.has_text)
    settle_unit(into);
  mentions_.check(into, quotes_);
  return !are_tagged_ || take_text_of_tokens(into);
}

bool JsonRecord::differ_in_kind(const model::Document& document) {
  if (document.gold.empty() || document.predicted.empty())
    return false;
  const auto kind = [](const auto& side) {
    return std::string{side.front().end > 0 ? "spans" : "classes"};
  };
  if (kind(document.gold) == kind(document.predicted))
    return false;
  fail(in_quotes(fields_.name(Role::gold)) + " holds " + kind(document.gold) + " and " +
       in_quotes(fields_.name(Role::predicted)) + " " + kind(document.predicted) +
       ": name two that belong together with --columns gold=NAME,predicted=NAME");
  return true;
}

// Of files of one side, which may have no text, offsets must count alike.
void JsonRecord::settle_unit(model::Document& into) {
  if (!side_ && !are_tagged_)
    into.unit = mentions_.likely_unit(into.text);
  in_utf16_ += into.unit == OffsetUnit::utf16;
}

bool JsonRecord::take_text_of_tokens(model::Document& into) {
  if (are_spanned_ && into.has_text && into.text != tokens_.text())
    return fail("tags on one side and spans of another text on the other");
  into.text = tokens_.text();
  into.has_text = true;
  return true;
}

bool JsonRecord::read_side(json::object record, Role role, std::vector<model::Annotation>& into) {
  reading_ = role;
  json::element found;
  if (!fields_.find(record, role, found)) {
    if (fields_.is_null(record, role))
      return role == Role::predicted || fail(std::string{no_gold_label});
    const auto& field = fields_.name(role);
    return fail("no field " + in_quotes(field.empty() ? name_of(role) : field));
  }
  json::array items;
  json::object value;
  const bool is_list = found.get(items) == simdjson::SUCCESS;
  if (role == Role::gold && (is_list || found.is_string() || found.is_int64()))
    met_ = std::max(met_, wanted_ = is_list ? Wanted::several : Wanted::one);
  if (settled_ != Wanted::unknown)
    wanted_ = settled_;
  if (is_list)
    return read_list(items, into);
  if (found.get(value) == simdjson::SUCCESS)
    return read_object(value, into);
  return read_class(found, into);
}

bool JsonRecord::read_list(json::array items, std::vector<model::Annotation>& into) {
  if (TokenSpans::are_tokens(items))
    return read_tokens(items, into);
  json::array inner;
  if (items.size() == 1 && items.at(0).get(inner) == simdjson::SUCCESS && are_labels(inner))
    return read_labels(inner, into);
  if (are_labels(items))
    return read_labels(items, into);
  if (const auto names = strings(items)) {
    const auto kind = tokens_.kind_of(*names);
    if (kind != TaggedTokens::List::labels)
      return read_tags(*names, kind, into);
  }
  if (const auto numbers = whole_numbers(items)) {
    if (tokens_.may_be_numbered(numbers->size()))
      return fail("tags of tokens that are numbers: give their names");
    vectors_.add(*numbers);
    if (has_copies(*numbers))
      return fail("a list of numbers that come twice: a vector, no set of labels");
  }
  for (const auto item : items) {
    json::object parts;
    json::array triple;
    const bool is_object = item.get(parts) == simdjson::SUCCESS;
    const bool is_span = is_object || item.get(triple) == simdjson::SUCCESS;
    if (!(is_object ? read_span(parts, into)
          : is_span ? read_triple(triple, into)
                    : read_class(item, into)))
      return false;
    (is_span ? has_spans_ : has_sets_) = true;
  }
  return true;
}

bool JsonRecord::read_tags(const std::vector<std::string>& tags, TaggedTokens::List kind,
                           std::vector<model::Annotation>& into) {
  if (kind == TaggedTokens::List::stray_tags)
    return fail("tags of tokens (B-, I-, O) without as many strings in 'tokens' beside them");
  tokens_.add_spans(tags, labels_, into);
  return has_spans_ = are_tagged_ = true;
}

bool JsonRecord::read_class(json::element value, std::vector<model::Annotation>& into) {
  const auto name = class_name(value);
  if (!name)
    return fail(std::string{no_label});
  if (!name->empty())
    into.push_back({.label = labels_.id(*name)});
  return true;
}

bool JsonRecord::read_object(json::object value, std::vector<model::Annotation>& into) {
  for (const auto* key : {"name", "label"}) {
    json::element name;
    if (value.at_key(key).get(name) != simdjson::SUCCESS || name.is_number())
      continue;
    const auto before = into.size();
    if (!name.is_null() && !read_class(name, into))
      return false;
    score_fault_ |= !share_of(value);
    if (into.size() > before)
      into.back().score = score_of(value);
    return true;
  }
  json::array choices;
  if (value.at_key("choices").get(choices) == simdjson::SUCCESS)
    return read_list(choices, into);
  return read_scores(value, into);
}

// Of labels without a score each is meant; they make a set of what stands beside them.
bool JsonRecord::read_labels(json::array items, std::vector<model::Annotation>& into) {
  std::vector<ScoredLabel> labels;
  for (const auto item : items) {
    const json::object parts{item};
    const auto name = json::text_or(parts, "label", "");
    const auto score = share_of(parts);
    if (!score)
      return fail(std::string{no_shares});
    if (*score != model::no_score) {
      labels.push_back({.name = name, .score = *score});
      continue;
    }
    if (!name.empty())
      into.push_back({.label = labels_.id(name)});
    has_sets_ = true;
    wanted_ = Wanted::several;
  }
  if (!labels.empty())
    take_scored(labels, into);
  return true;
}

bool JsonRecord::read_scores(json::object scores, std::vector<model::Annotation>& into) {
  std::vector<ScoredLabel> labels;
  for (const auto member : scores) {
    double score = 0;
    if (member.value.get(score) != simdjson::SUCCESS)
      return fail(std::string{no_label});
    if (score < 0 || score > 1)
      return fail(std::string{no_shares});
    labels.push_back({.name = member.key, .score = score});
  }
  if (labels.empty())
    return fail(std::string{no_label});
  take_scored(labels, into);
  return true;
}

void JsonRecord::take_scored(std::vector<ScoredLabel>& labels,
                             std::vector<model::Annotation>& into) {
  has_sets_ |= scores_.choose(labels, wanted_) == Wanted::several;
  for (const auto& label : labels)
    if (!label.name.empty())
      into.push_back({.label = labels_.id(label.name), .score = static_cast<float>(label.score)});
}

void JsonRecord::read_score(json::object record, model::Document& into) {
  json::element found;
  if (into.predicted.size() != 1 || into.predicted.front().end > 0 ||
      !fields_.find(record, Role::score, found))
    return;
  const auto score = score_of(record, fields_.name(Role::score));
  score_fault_ |= score == model::no_score;
  into.predicted.front().score = score;
}

}  // namespace errata::normalize
