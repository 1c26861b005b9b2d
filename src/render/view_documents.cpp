#include <algorithm>
#include <set>

#include "core/text.hpp"
#include "render/document_text.hpp"
#include "render/document_views.hpp"
#include "render/format.hpp"
#include "render/mistakes.hpp"
#include "render/surfaces.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

using model::DocumentResult;
using model::ErrorClass;

constexpr std::size_t most_labels = 200;  // of one side of one document
constexpr std::size_t most_errors = 40;   // in the table of one document
constexpr std::size_t most_extras = 20;   // labels against one that is missing
constexpr std::size_t surface_shown = 120;
constexpr std::size_t excerpt_shown = 280;

std::string shortened(std::string_view surface) {
  const auto shown = first_code_points(surface, surface_shown);
  return std::string{shown} + (shown.size() < surface.size() ? "…" : "");
}

// "<name>" and, for entities, "<name>_surface" and "<name>_at".
void set_side(View& view, const std::string& name, const Surfaces& surfaces,
              const std::vector<DocumentResult::Span>& spans, std::optional<std::size_t> index) {
  const auto* const span = index && *index < spans.size() ? &spans[*index] : nullptr;
  const bool is_placed = span != nullptr && span->end > span->begin;
  view.optional_outside(name, span == nullptr ? "" : std::string_view{span->label});
  view.optional_part(name + "_surface", is_placed ? shortened(surfaces.of(*span)) : "");
  view.own(name + "_at",
           is_placed ? std::to_string(span->begin) + "–" + std::to_string(span->end) : "");
  const bool has_score = span != nullptr && span->score.has_value();
  view.optional_own(name + "_score", has_score ? score(*span->score) : "");
}

// Several labels of a document as a whole, which stand against one that is missing.
void set_extras(View& view, const DocumentResult& document,
                const std::vector<std::size_t>& predicted) {
  std::vector<View> labels;
  if (predicted.size() > 1)
    for (std::size_t i = 0; i < std::min(predicted.size(), most_extras); ++i) {
      View label;
      label.outside("el_name", document.predicted.at(predicted[i]).label);
      labels.push_back(std::move(label));
    }
  set_more(labels, "el");
  const auto shown = labels.size();
  view.table("e_extras", std::move(labels));
  view.number("e_extras_left", shown > 0 ? predicted.size() - shown : 0);
}

View mistake_view(const DocumentResult& document, const Mistake& mistake, const Surfaces& surfaces,
                  const ErrorWords& words) {
  const auto& predicted = mistake.predicted;
  View view;
  view.own("e_letter", words.letter).own("e_css", css_for(mistake.kind));
  view.own("e_name", words.name);
  set_side(view, "e_gold", surfaces, document.gold, mistake.gold);
  set_side(view, "e_predicted", surfaces, document.predicted,
           predicted.size() == 1 ? std::optional{predicted.front()} : std::nullopt);
  set_extras(view, document, predicted);
  return view;
}

std::vector<View> error_views(const DocumentResult& document, const Wording& wording,
                              bool is_entities) {
  const Surfaces surfaces{document};
  std::vector<View> errors;
  for (const auto& mistake : mistakes_in(document, is_entities))
    if (errors.size() < most_errors)
      errors.push_back(mistake_view(document, mistake, surfaces, wording.error(mistake.kind)));
  return errors;
}

std::vector<View> label_views(const std::vector<DocumentResult::Span>& spans,
                              const std::vector<ErrorClass>& classes, const Wording& wording) {
  std::vector<View> views;
  for (std::size_t i = 0; i < std::min(spans.size(), most_labels); ++i) {
    const auto& words = wording.error(classes[i]);
    View view;
    view.outside("t_label", spans[i].label).own("t_css", css_for(classes[i]));
    view.flag("t_wrong", classes[i] != ErrorClass::correct);
    view.own("t_name", words.name).own("t_letter", words.letter);
    view.optional_own("t_score", spans[i].score ? score(*spans[i].score) : "");
    views.push_back(std::move(view));
  }
  return views;
}

// Language tags (BCP 47) are the only text from outside in an attribute: letters, digits, hyphens.
bool is_language(std::string_view tag) {
  return tag.size() >= 2 && tag.size() <= 35 && std::ranges::all_of(tag, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-';
         });
}

std::string classes_in(const DocumentResult& document) {
  std::set<std::string> found;
  for (const auto& pair : document.pairs)
    if (pair.kind != ErrorClass::correct)
      found.insert(css_for(pair.kind));
  std::string names;
  for (const auto& name : found)
    names += (names.empty() ? "" : " ") + name;
  return names;
}

// How much of a document that is too large is held.
void set_excerpt(View& view, const DocumentResult& document) {
  std::uint64_t kept = 0;
  for (const auto& window : document.windows)
    kept += window.end - window.begin;
  view.own("d_kept", count(kept)).number("d_length", document.length);
  view.number("d_items_left", document.items_left);
}

bool is_wrong(const DocumentResult& document) {
  return document.errors > 0 ||
         std::ranges::any_of(document.pairs, [](const DocumentResult::Pair& pair) {
           return pair.kind != ErrorClass::correct;
         });
}

}  // namespace

View document_view(const DocumentResult& document, const Wording& wording, model::Task task,
                   std::size_t number) {
  const bool is_entities = task == model::Task::entities;
  View view;
  view.own("d_number", std::to_string(number)).outside("d_id", document.id);
  const bool has_language = is_language(document.language);
  view.optional_own("d_lang", has_language ? document.language : "");
  view.flag("d_wrong", is_wrong(document)).own("d_classes", classes_in(document));
  view.number("d_errors", document.errors);
  set_excerpt(view, document);
  view.flag("d_entities", is_entities).flag("d_text", document.has_text);
  view.list("d_lines", line_views(document, wording, is_entities));
  auto errors = error_views(document, wording, is_entities);
  const auto shown = errors.size();
  view.table("d_mistakes", std::move(errors));
  set_left_out(view, "d_mistakes", shown, document.errors);
  view.list("d_gold", label_views(document.gold, classes_of(document, true), wording));
  view.list("d_predicted", label_views(document.predicted, classes_of(document, false), wording));
  const auto excerpt = first_code_points(document.text, excerpt_shown);
  view.optional_part("d_excerpt", excerpt).flag("d_more", excerpt.size() < document.text.size());
  return view;
}

View documents_head_view(const Context& context) {
  const auto& a = context.analysis;
  View view;
  view.number("documents_count", a.documents);
  view.number("wrong_count", a.documents_with_errors);
  view.number("shown_count", context.rows);
  view.flag("is_entities", a.test_set.task == model::Task::entities);
  set_left_out(view, "docs", context.rows, a.documents);
  return view;
}

View documents_view(const Context& context) {
  const auto& a = context.analysis;
  const auto shown = std::min(a.shown.size(), context.rows);
  std::vector<View> documents;
  for (std::size_t i = 0; i < shown; ++i)
    documents.push_back(document_view(a.shown[i], context.wording, a.test_set.task, i + 1));
  auto view = documents_head_view(context);
  view.flag(
      "shows_wrong",
      std::any_of(a.shown.begin(), a.shown.begin() + static_cast<std::ptrdiff_t>(shown), is_wrong));
  view.number("shown_count", shown).list("docs", std::move(documents));
  set_left_out(view, "docs", shown, std::max<std::uint64_t>(a.documents, shown));
  return view;
}

}  // namespace errata::render
