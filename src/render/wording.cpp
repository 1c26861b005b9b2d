#include "render/wording.hpp"

#include <span>

#include "render/enum_names.hpp"

namespace errata::render {

namespace {

constexpr std::array<std::string_view, 4> schemes{"strict", "exact", "partial", "type"};
constexpr std::array<std::string_view, 3> roles{"letter", "name", "meaning"};

void choose(View& view, std::span<const std::string_view> names, std::string_view chosen) {
  for (const auto name : names)
    view.flag(name, name == chosen);
}

std::string line_of(Templates& templates, const char* file, const View& view) {
  return templates.line(std::string{"words/"} + file + ".mustache", view, plain);
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

std::string Wording::task() const {
  return words_of(templates_, "tasks", task_);
}

std::string Wording::scheme(std::string_view name) const {
  View view;
  choose(view, schemes, name);
  return line_of(templates_, "schemes", view);
}

}  // namespace errata::render
