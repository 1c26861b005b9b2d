#include "normalize/bare_documents.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "core/json_reader.hpp"
#include "core/text.hpp"
#include "model/document.hpp"
#include "model/label_set.hpp"
#include "normalize/columns.hpp"
#include "normalize/json_lines.hpp"
#include "normalize/schema_line.hpp"
#include "normalize/surrogates.hpp"
#include "normalize/tags.hpp"

namespace errata::normalize {

namespace {

constexpr std::size_t looked_at = 100;  // lines

constexpr std::array<std::string_view, 5> parts{"label", "start", "end", "score", "chosen"};

bool is_one_of(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// A field that means something to readers of other names, where the schema's own does not stand.
bool has_other_fields(json::object line) {
  json::element found;
  if (json::find(line, "tokens", found))
    return true;
  for (const auto role : {Role::text, Role::id, Role::language, Role::score})
    for (const auto name : usual_names(role)) {
      if (!json::find(line, name, found))
        continue;
      if (name != name_of(role) || role == Role::score)
        return true;
      break;
    }
  return false;
}

// A tag a token, of which the schema knows no tokens.
bool are_tags(json::array items) {
  bool have_outside = false;
  for (const auto item : items) {
    std::string_view name;
    if (item.get(name) != simdjson::SUCCESS || !is_prefixed_tag(name))
      return false;
    have_outside |= name == "O";
  }
  return have_outside;
}

// Of one side: labels with scores of which none says whether it was chosen.
struct Scored {
  std::size_t labels = 0;
  bool is_chosen_said = false, has_other_parts = false;

  void add(json::object annotation) {
    bool is_score = false, is_span = false;
    for (const auto [key, value] : annotation) {
      has_other_parts |= !is_one_of(parts, key);
      is_chosen_said |= key == "chosen";
      is_score |= key == "score";
      is_span |= key == "start";
    }
    labels += is_score && !is_span;
  }
};

bool is_plain(json::object line, std::string_view side) {
  json::array items;
  if (line.at_key(side).get(items) != simdjson::SUCCESS)
    return true;
  if (are_tags(items))
    return false;
  Scored scored;
  for (const auto item : items)
    if (json::object annotation; item.get(annotation) == simdjson::SUCCESS)
      scored.add(annotation);
  return !scored.has_other_parts && (scored.labels < 2 || scored.is_chosen_said);
}

bool has_sides(json::object line) {
  return line.at_key("gold").error() == simdjson::SUCCESS &&
         line.at_key("predicted").error() == simdjson::SUCCESS;
}

class Lines {
 public:
  // Whether what was added so far may be the schema. A line that is no object with both sides is
  // broken in any format, and tells nothing.
  bool add(std::string_view line) {
    json::element root;
    json::object fields;
    if (!parser_.try_parse(line, root) && !try_parse_repaired(parser_, line, root))
      return true;
    if (root.get(fields) != simdjson::SUCCESS || !has_sides(fields))
      return true;
    are_any_ = true;
    padded_.assign(line).append(64, ' ');
    const bool is_document = rules_.read(std::string_view{padded_}.substr(0, line.size()),
                                         OffsetUnit::codepoints, document_) &&
                             !rules_.score_fault();
    // no other format counts in units that it names
    return is_document && (document_.unit != OffsetUnit::codepoints ||
                           (!has_other_fields(fields) && is_plain(fields, "gold") &&
                            is_plain(fields, "predicted")));
  }

  bool are_any() const { return are_any_; }

 private:
  json::Parser parser_;
  model::LabelSet labels_;
  SchemaLine rules_{labels_, SchemaLine::Labels::open};
  model::Document document_;
  std::string padded_;
  bool are_any_ = false;
};

}  // namespace

bool are_bare_documents(std::string_view head) {
  if (telling_line(head).empty())
    return false;
  Lines lines;
  std::size_t count = 0;
  for (const auto line : split(head, '\n')) {
    if (trimmed(line).empty())
      continue;
    if (!lines.add(trimmed(line)))
      return false;
    if (++count == looked_at)
      break;
  }
  return lines.are_any();
}

}  // namespace errata::normalize
