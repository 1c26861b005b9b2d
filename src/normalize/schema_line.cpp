#include "normalize/schema_line.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/json_reader.hpp"
#include "core/text.hpp"
#include "core/unicode.hpp"
#include "normalize/label_cache.hpp"
#include "normalize/span_fault.hpp"
#include "normalize/surrogates.hpp"

namespace errata::normalize {

namespace {

constexpr std::array<std::string_view, 3> unit_names{"bytes", "codepoints", "utf16"};

std::optional<OffsetUnit> find_unit(std::string_view word) {
  const auto found = std::ranges::find(unit_names, word);
  if (found == unit_names.end())
    return std::nullopt;
  return static_cast<OffsetUnit>(found - unit_names.begin());
}

enum Field : unsigned { id, language, text, gold, predicted, offsets, unknown };

Field field_named(std::string_view key) {
  constexpr std::array<std::string_view, 6> names{"id",   "language",  "text",
                                                  "gold", "predicted", "offsets"};
  return static_cast<Field>(std::ranges::find(names, key) - names.begin());
}

enum Part : unsigned { label, start, end, score, chosen, other };

Part part_named(std::string_view key) {
  constexpr std::array<std::string_view, 5> names{"label", "start", "end", "score", "chosen"};
  return static_cast<Part>(std::ranges::find(names, key) - names.begin());
}

}  // namespace

std::string_view name_of(OffsetUnit unit) {
  return unit_names[static_cast<std::size_t>(unit)];
}

OffsetUnit unit_named(std::string_view word, std::string_view what) {
  if (const auto unit = find_unit(word))
    return *unit;
  throw InputError{std::string{what} + ": 'offsets' is " + in_quotes(word, 40) +
                   did_you_mean(word, unit_names) + " (codepoints, utf16 or bytes)"};
}

struct SchemaLine::State {
  State(model::LabelSet& set, Labels may) : labels{set}, closed{may == Labels::closed} {}

  LabelCache labels;
  bool closed;
  json::Parser parser;
  std::string reason;
  std::string detail;
  std::string_view side;  // at hand
  std::optional<Gold> gold_written;
  bool score_fault = false, had_lone_surrogates = false;

  bool fail(std::string_view why, std::string what = {}) {
    reason = why;
    detail = std::move(what);
    return false;
  }

  bool parse(std::string_view line, json::element& into);
  bool read_document(json::object line, model::Document& into);
  bool read_field(Field field, json::element value, model::Document& into);
  bool read_string(json::element value, std::string_view key, std::string& into);
  bool read_side(json::element value, std::vector<model::Annotation>& into);
  bool read_item(json::element value, std::vector<model::Annotation>& into);
  bool read_annotation(json::object value, std::vector<model::Annotation>& into);
  bool read_label(std::string_view name, model::Annotation& into);
  bool read_offset(json::element value, std::uint32_t& into);
  bool read_score(json::element value, float& into);
};

bool SchemaLine::State::parse(std::string_view line, json::element& into) {
  had_lone_surrogates = false;
  if (parser.try_parse_padded(line, into))
    return true;
  had_lone_surrogates = try_parse_repaired(parser, line, into);
  if (had_lone_surrogates)
    return true;
  if (find_invalid_utf8(line) != std::string_view::npos)
    return fail(not_utf8, {});
  return fail("not valid JSON", "the line " + parser.fault());
}

bool SchemaLine::State::read_document(json::object line, model::Document& into) {
  unsigned seen = 0;
  for (const auto field : line) {
    const auto which = field_named(field.key);
    if (which == unknown)
      continue;
    if ((seen & 1U << which) != 0)
      return fail("a key twice", in_quotes(field.key));
    seen |= 1U << which;
    if (!read_field(which, field.value, into))
      return false;
  }
  for (const auto& [field, missing] : {std::pair{gold, "no 'gold'"}, {predicted, "no 'predicted'"}})
    if ((seen & 1U << field) == 0)
      return fail(missing);
  return true;
}

bool SchemaLine::State::read_field(Field field, json::element value, model::Document& into) {
  switch (field) {
    case id:
      return read_string(value, "id", into.id);
    case language:
      return read_string(value, "language", into.language);
    case text:
      into.has_text = !value.is_null();
      return read_string(value, "text", into.text);
    case gold:
      side = "gold";
      return read_side(value, into.gold);
    case predicted:
      side = "predicted";
      return read_side(value, into.predicted);
    default:
      std::string word;
      if (!read_string(value, "offsets", word))
        return false;
      const auto unit = find_unit(word);
      into.unit = unit.value_or(into.unit);
      return unit || fail("unknown unit of offsets", in_quotes(word));
  }
}

bool SchemaLine::State::read_string(json::element value, std::string_view key, std::string& into) {
  if (value.is_null())
    return true;
  std::string_view string;
  if (value.get(string) != simdjson::SUCCESS)
    return fail(in_quotes(key) + " is not a string");
  into = string;
  return true;
}

bool SchemaLine::State::read_side(json::element value, std::vector<model::Annotation>& into) {
  json::array items;
  if (value.is_null())
    return true;
  if (side == "gold")
    gold_written = value.is_array() ? Gold::list : Gold::one;
  if (value.get(items) != simdjson::SUCCESS)
    return read_item(value, into);
  for (const auto item : items)
    if (!read_item(item, into))
      return false;
  return true;
}

bool SchemaLine::State::read_item(json::element value, std::vector<model::Annotation>& into) {
  json::object parts;
  if (value.get(parts) == simdjson::SUCCESS)
    return read_annotation(parts, into);
  std::string_view name;
  if (value.get(name) != simdjson::SUCCESS)
    return fail("an item of " + in_quotes(side) + " is neither a string nor an object");
  return read_label(name, into.emplace_back());
}

bool SchemaLine::State::read_annotation(json::object value, std::vector<model::Annotation>& into) {
  model::Annotation annotation;
  bool is_chosen = true;
  unsigned seen = 0;
  for (const auto part : value) {
    const auto which = part_named(part.key);
    if (which != other && (seen & 1U << which) != 0)
      return fail("a key twice", in_quotes(part.key));
    seen |= 1U << which;
    bool good = true;
    std::string_view name;
    if (which == label)
      good = part.value.get(name) == simdjson::SUCCESS ? read_label(name, annotation)
                                                       : fail("a label that is not a string");
    else if (which == start || which == end)
      good = read_offset(part.value, which == start ? annotation.begin : annotation.end);
    else if (which == score)
      good = read_score(part.value, annotation.score);
    else if (which == chosen && part.value.get(is_chosen) != simdjson::SUCCESS)
      good = fail("'chosen' is neither true nor false");
    if (!good)
      return false;
  }
  const auto ends = seen & (1U << start | 1U << end);
  if ((seen & 1U << label) == 0)
    return fail("an annotation without a label");
  if (ends != 0 && ends != (1U << start | 1U << end))
    return fail("a span with one end only");
  if (const auto fault = span_fault(annotation.begin, annotation.end); ends != 0 && !fault.empty())
    return fail(fault);
  if (is_chosen)
    into.push_back(annotation);
  return true;
}

bool SchemaLine::State::read_label(std::string_view name, model::Annotation& into) {
  if (!closed) {
    into.label = labels.id(name);
    return true;
  }
  const auto known = labels.known_id(name);
  if (!known)
    return fail("a label that the header does not list", in_quotes(name));
  into.label = *known;
  return true;
}

bool SchemaLine::State::read_offset(json::element value, std::uint32_t& into) {
  std::uint64_t offset = 0;
  if (value.get(offset) != simdjson::SUCCESS || offset > std::numeric_limits<std::uint32_t>::max())
    return fail("an offset that is not a whole number from 0 to 4294967295");
  into = static_cast<std::uint32_t>(offset);
  return true;
}

bool SchemaLine::State::read_score(json::element value, float& into) {
  double number = 0;
  if (value.is_null())
    return true;
  if (value.get(number) != simdjson::SUCCESS)
    return fail("a score that is not a number");
  if (number >= 0 && number <= 1)
    into = static_cast<float>(number);
  else
    score_fault = true;
  return true;
}

SchemaLine::SchemaLine(model::LabelSet& labels, Labels may)
    : state_{std::make_unique<State>(labels, may)} {
}
SchemaLine::~SchemaLine() = default;
SchemaLine::SchemaLine(SchemaLine&&) noexcept = default;

bool SchemaLine::read(std::string_view line, OffsetUnit unit, model::Document& into) {
  into.id.clear();
  into.language.clear();
  into.text.clear();
  into.has_text = false;
  into.unit = unit;
  into.gold.clear();
  into.predicted.clear();
  state_->score_fault = false;
  state_->gold_written.reset();
  json::element root;
  json::object fields;
  if (!state_->parse(line, root))
    return false;
  if (root.get(fields) != simdjson::SUCCESS)
    return state_->fail("not a JSON object");
  return state_->read_document(fields, into);
}

std::string_view SchemaLine::reason() const {
  return state_->reason;
}
const std::string& SchemaLine::detail() const {
  return state_->detail;
}
bool SchemaLine::had_lone_surrogates() const {
  return state_->had_lone_surrogates;
}
std::optional<Gold> SchemaLine::gold_written() const {
  return state_->gold_written;
}
bool SchemaLine::score_fault() const {
  return state_->score_fault;
}

}  // namespace errata::normalize
