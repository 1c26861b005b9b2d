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

// Where something of an error may be said.
struct Error {
  const DocumentResult& document;
  const Surfaces& surfaces;
  const Mistake& mistake;

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
});

// As spreadsheets do, whose full-width forms of these begin one too in some languages.
bool begins_formula(std::string_view text) {
  static constexpr std::array<std::string_view, 10> beginnings{"=",  "+",  "-",  "@",  "\t",
                                                               "\r", "＝", "＋", "－", "＠"};
  return std::ranges::any_of(beginnings,
                             [text](std::string_view b) { return text.starts_with(b); });
}

std::string cell_of(std::string_view text) {
  const auto kept = first_code_points(text, longest_cell);
  auto shown = plain.part(kept) + (kept.size() < text.size() ? "…" : "");
  if (begins_formula(text) || begins_formula(shown))
    shown.insert(0, 1, '\'');
  if (shown.find_first_of("\",") == std::string::npos && trimmed(shown) == shown)
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

}  // namespace

void write_errors(const model::Analysis& analysis, FileWriter& to) {
  const bool is_entities = analysis.test_set.task == model::Task::entities;
  to.write(line_of([](const Column& column) { return std::string{column.name}; }));
  for (const auto& document : analysis.shown) {
    const Surfaces surfaces{document};
    for (const auto& mistake : mistakes_in(document, is_entities)) {
      const Error error{document, surfaces, mistake};
      to.write(line_of([&](const Column& column) { return cell_of(column.cell(error)); }));
    }
  }
}

std::uint64_t listed_errors(const model::Analysis& analysis) {
  const bool is_entities = analysis.test_set.task == model::Task::entities;
  std::uint64_t listed = 0;
  for (const auto& document : analysis.shown)
    listed += mistakes_in(document, is_entities).size();
  return listed;
}

}  // namespace errata::render
