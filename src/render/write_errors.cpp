#include "render/write_errors.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "core/text.hpp"
#include "render/dialect.hpp"
#include "render/enum_names.hpp"
#include "render/mistakes.hpp"
#include "render/surfaces.hpp"
#include "render/view.hpp"

namespace errata::render {

namespace {

using model::DocumentResult;
using Span = DocumentResult::Span;

constexpr std::size_t longest_cell = 1'000;  // code points
constexpr std::size_t longest_text = 280;    // of these, in the column "text"

// Where something of an error may be said.
struct Error {
  const DocumentResult& document;
  const Surfaces& surfaces;
  const Mistake& mistake;
  const std::string& findings;

  const Span* gold() const { return mistake.gold ? &document.gold.at(*mistake.gold) : nullptr; }
  // That stands against the gold item alone.
  const Span* predicted() const {
    return mistake.predicted.size() == 1 ? &document.predicted.at(mistake.predicted[0]) : nullptr;
  }
};

std::string surface_of(const Error& error, const Span* span) {
  return span == nullptr ? "" : std::string{error.surfaces.of(*span)};
}

// A whole document has no place.
std::string offset_of(const Span* span, std::uint64_t Span::*edge) {
  return span == nullptr || span->end <= span->begin ? "" : std::to_string(span->*edge);
}

// With the digits of the single precision that it was read in.
std::string score_of(const Span* span) {
  return span == nullptr || !span->score ? "" : fmt::format("{}", static_cast<float>(*span->score));
}

bool is_placed(const Error& error) {
  return !offset_of(error.gold(), &Span::end).empty() ||
         !offset_of(error.predicted(), &Span::end).empty();
}

// Around the spans of both sides, as far as there are two; of a whole document its beginning.
std::string_view place_of(const Error& error) {
  if (!is_placed(error))
    return error.document.text;
  const auto* const first = error.gold() == nullptr ? error.predicted() : error.gold();
  const auto* const last = error.predicted() == nullptr ? first : error.predicted();
  return error.surfaces.around(std::min(first->begin, last->begin),
                               std::max(first->end, last->end));
}

std::string text_of(const Error& error) {
  const auto place = place_of(error);
  const auto shown = first_code_points(place, longest_text);
  return std::string{shown} + (shown.size() < place.size() ? "…" : "");
}

struct Column {
  std::string_view name;
  std::string (*cell)(const Error& error);
};

constexpr auto columns = std::to_array<Column>({
    {"error", [](const Error& e) { return e.mistake.id; }},
    {"document", [](const Error& e) { return e.document.id; }},
    {"language", [](const Error& e) { return e.document.language; }},
    {"class", [](const Error& e) { return std::string{name_of_value(e.mistake.kind)}; }},
    {"gold_label", [](const Error& e) { return e.gold() == nullptr ? "" : e.gold()->label; }},
    {"predicted_label",
     [](const Error& e) { return joined_labels(e.document.predicted, e.mistake.predicted); }},
    {"gold_surface", [](const Error& e) { return surface_of(e, e.gold()); }},
    {"predicted_surface", [](const Error& e) { return surface_of(e, e.predicted()); }},
    {"gold_start", [](const Error& e) { return offset_of(e.gold(), &Span::begin); }},
    {"gold_end", [](const Error& e) { return offset_of(e.gold(), &Span::end); }},
    {"predicted_start", [](const Error& e) { return offset_of(e.predicted(), &Span::begin); }},
    {"predicted_end", [](const Error& e) { return offset_of(e.predicted(), &Span::end); }},
    {"offsets",
     [](const Error& e) {
       return std::string{is_placed(e) ? name_of_value(e.document.unit) : ""};
     }},
    {"score", [](const Error& e) { return score_of(e.predicted()); }},
    {"finding", [](const Error& e) { return e.findings; }},
    {"text", text_of},
});

// As spreadsheets have it, whose full-width forms of these begin one too in some languages.
bool begins_formula(std::string_view text) {
  static constexpr std::array<std::string_view, 8> beginnings{"=",  "+",  "-",  "@",
                                                              "＝", "＋", "－", "＠"};
  return std::ranges::any_of(beginnings,
                             [text](std::string_view b) { return text.starts_with(b); });
}

// What stands before a formula and leaves it one: blanks, and the marks that a cell is quoted with.
std::string_view without_cover(std::string_view text) {
  const auto begin = text.find_first_not_of(" \"'");
  return begin == std::string_view::npos ? std::string_view{} : text.substr(begin);
}

// One line, with an apostrophe before each formula, also behind what separates cells elsewhere
// (OWASP, "CSV Injection"). Tabs and line breaks are none any more.
std::string without_formulas(std::string_view line) {
  std::string safe = begins_formula(without_cover(line)) ? "'" : "";
  for (std::size_t i = 0; i < line.size(); ++i) {
    safe += line[i];
    const bool is_separator = line[i] == ';' || line[i] == '|';
    if (is_separator && begins_formula(without_cover(line.substr(i + 1))))
      safe += '\'';
  }
  return safe;
}

bool begins_with_control(std::string_view text) {
  return text.starts_with('\t') || text.starts_with('\r') || text.starts_with('\n');
}

std::string cell_of(std::string_view text) {
  const auto kept = first_code_points(text, longest_cell);
  auto shown = without_formulas(plain.part(kept)) + (kept.size() < text.size() ? "…" : "");
  if (begins_with_control(text) && !shown.starts_with('\''))
    shown.insert(0, 1, '\'');
  if (shown.find_first_of("\",;|") == std::string::npos && trimmed(shown) == shown)
    return shown;
  std::string quoted{'"'};
  for (const char c : shown)
    quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

template <typename Cell>
std::string line_of(Cell cell) {
  std::string line;
  for (const auto& column : columns)
    line += (&column == columns.data() ? "" : ",") + cell(column);
  return line + "\r\n";
}

constexpr std::uint64_t last_line_bytes = 200;

std::string last_line(std::uint64_t left) {
  return line_of([left](const Column& column) {
    if (&column != columns.data())
      return std::string{};
    return cell_of("(" + grouped(left) + (left == 1 ? " more error is" : " more errors are") +
                   " not listed)");
  });
}

}  // namespace

ErrorsFile::ErrorsFile(const model::Analysis& analysis, FileWriter& to)
    : is_entities_{analysis.test_set.task == model::Task::entities},
      findings_{analysis.findings},
      errors_of_findings_{analysis},
      to_{to} {
  to_.write(line_of([](const Column& column) { return std::string{column.name}; }));
}

void ErrorsFile::add(const DocumentResult& document) {
  const auto mistakes = is_full_ ? std::vector<Mistake>{} : mistakes_in(document, is_entities_);
  if (mistakes.empty())
    return;
  const Surfaces surfaces{document};
  DocumentFindings findings{errors_of_findings_, document};
  for (const auto& mistake : mistakes) {
    const auto ids = ids_of(findings.of(mistake));
    const Error error{document, surfaces, mistake, ids};
    const auto line = line_of([&](const Column& column) { return cell_of(column.cell(error)); });
    is_full_ = to_.size() + line.size() > list_limit - last_line_bytes;
    if (is_full_)
      return;
    to_.write(line);
    listed_ += 1;
  }
}

std::string ErrorsFile::ids_of(const std::set<std::size_t>& findings) const {
  std::string ids;
  for (const auto index : findings)
    ids += (ids.empty() ? "" : " ") + findings_[index].id;
  return ids;
}

void ErrorsFile::finish(std::uint64_t errors) {
  if (errors > listed_)
    to_.write(last_line(errors - listed_));
}

}  // namespace errata::render
