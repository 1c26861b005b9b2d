#include "render/wording.hpp"

#include <span>

#include "core/text.hpp"
#include "render/enum_names.hpp"
#include "render/format.hpp"

namespace errata::render {

namespace {

constexpr std::array<std::string_view, 4> schemes{"strict", "exact", "partial", "type"};
constexpr std::array<std::string_view, 3> roles{"letter", "name", "meaning"};
constexpr std::array<std::string_view, 2> extents{"word", "sentence"};

void choose(View& view, std::span<const std::string_view> names, std::string_view chosen) {
  for (const auto name : names)
    view.flag(name, name == chosen);
}

std::string line_of(Templates& templates, const std::string& file, const View& view) {
  return templates.line("words/" + file + ".mustache", view, plain);
}

template <typename Enum>
std::string words_of(Templates& templates, const char* file, Enum value) {
  View view;
  choose(view, names_of<Enum>, name_of_value(value));
  return line_of(templates, file, view);
}

std::string error_words(Templates& templates, std::size_t kind, std::string_view role, bool spans) {
  View view;
  choose(view, names_of<model::ErrorClass>, names_of<model::ErrorClass>[kind]);
  choose(view, roles, role);
  return line_of(templates, "errors", view.flag("spans", spans));
}

// The values that words about a difference may place.
View change_view(const model::Difference& difference, model::Verdict verdict,
                 const std::string& measure, std::string_view extent) {
  View view;
  choose(view, names_of<model::Verdict>, name_of_value(verdict));
  choose(view, extents, extent);
  view.own("measure", measure).own("change", gain(difference.change()));
  view.optional_own("range", gain_interval(difference.interval));
  view.optional_own("detectable", difference.detectable ? score(*difference.detectable) : "");
  return view;
}

}  // namespace

Wording::Wording(Templates& templates, model::Task task) : templates_{templates}, task_{task} {
  const bool spans = task == model::Task::entities;
  for (std::size_t kind = 0; kind < errors_.size(); ++kind)
    errors_[kind] = {.letter = error_words(templates, kind, "letter", spans),
                     .name = error_words(templates, kind, "name", spans),
                     .meaning = error_words(templates, kind, "meaning", spans)};
}

std::string Wording::outcome(model::Outcome outcome) const {
  return words_of(templates_, "outcomes", outcome);
}

std::string Wording::evidence(model::EvidenceKind kind, bool against) const {
  View view;
  choose(view, names_of<model::EvidenceKind>, name_of_value(kind));
  return line_of(templates_, "evidence", view.flag("against", against));
}

std::string Wording::unit(model::ThresholdUnit unit) const {
  return words_of(templates_, "units", unit);
}

std::string Wording::origin(model::ThresholdOrigin origin) const {
  return words_of(templates_, "origins", origin);
}

std::string Wording::label_evidence(model::LabelClue kind, bool against, bool by_share) const {
  View view;
  choose(view, names_of<model::LabelClue>, name_of_value(kind));
  view.flag("against", against).flag("by_share", by_share);
  return line_of(templates_, "label-evidence", view);
}

std::string Wording::grade(model::Grade grade) const {
  return words_of(templates_, "grades", grade);
}

std::optional<std::string> part_words(Templates& templates, std::string_view name) {
  const auto last = name.find_last_not_of("0123456789");
  const auto kind = name.substr(0, last == name.npos ? 0 : last + 1);
  auto words = templates.term("parts", trimmed(kind));
  if (words && kind.size() < name.size())
    words->append(" ").append(name.substr(kind.size()));
  return words;
}

void Wording::set_part(View& view, std::string_view to, std::string_view name) const {
  if (auto words = part_words(templates_, name))
    view.own(to, std::move(*words));
  else
    view.said(to, first_code_points(name, View::longest_outside));
}

void Wording::set_term(View& view, std::string_view to, const std::string& kind,
                       std::string_view name) const {
  if (auto words = templates_.term(kind, name))
    view.own(to, std::move(*words));
  else
    view.said(to, first_code_points(name, View::longest_outside));
}

std::string Wording::section_link(std::string_view section) const {
  return templates_.term("links", section).value_or("");
}

std::string Wording::task() const {
  return words_of(templates_, "tasks", task_);
}

std::string Wording::scheme(std::string_view name) const {
  View view;
  choose(view, schemes, name);
  return line_of(templates_, "schemes", view);
}

std::string Wording::measure(std::string_view name) const {
  return templates_.term("measures", name).value_or("");
}

std::string Wording::change(const model::Difference& difference) const {
  return line_of(templates_, "differences",
                 change_view(difference, difference.verdict, "", "word"));
}

std::string Wording::change(const model::Difference& difference, model::Verdict verdict,
                            std::string_view name) const {
  return line_of(templates_, "differences",
                 change_view(difference, verdict, measure(name), "sentence"));
}

}  // namespace errata::render
