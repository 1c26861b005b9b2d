#include <algorithm>
#include <set>

#include "core/text.hpp"
#include "core/unicode.hpp"
#include "render/document_text.hpp"
#include "render/format.hpp"
#include "render/views.hpp"

namespace errata::render {

namespace {

using model::DocumentResult;
using model::ErrorClass;

constexpr std::size_t most_marks = 200;  // on one side of one document
constexpr std::size_t most_errors = 40;  // in the table of one document
constexpr std::size_t surface_shown = 120;
constexpr std::size_t excerpt_shown = 280;

std::vector<ErrorClass> classes_of(const DocumentResult& document, bool of_gold) {
  std::vector<ErrorClass> classes(of_gold ? document.gold.size() : document.predicted.size());
  for (const auto& pair : document.pairs) {
    const auto index = of_gold ? pair.gold : pair.predicted;
    if (index && *index < classes.size())
      classes[*index] = pair.kind;
  }
  return classes;
}

std::vector<Mark> marks_of(const std::vector<DocumentResult::Span>& spans,
                           const std::vector<ErrorClass>& classes, const Positions& positions) {
  std::vector<Mark> marks;
  for (std::size_t i = 0; i < std::min(spans.size(), most_marks); ++i)
    marks.push_back({positions.stretch(spans[i].begin, spans[i].end), spans[i].label, classes[i]});
  return marks;
}

View chip_view(const Mark& mark, const Wording& wording) {
  const auto& words = wording.error(mark.kind);
  View view;
  view.outside("chip_label", mark.label).own("chip_css", css_for(mark.kind));
  view.flag("chip_wrong", mark.kind != ErrorClass::correct);
  view.own("chip_name", words.name).own("chip_letter", words.letter);
  return view;
}

View piece_view(const Piece& piece, const Wording& wording) {
  View view;
  std::vector<View> chips;
  for (const auto* mark : piece.endings)
    chips.push_back(chip_view(*mark, wording));
  view.part("seg_text", piece.text).flag("seg_gap", piece.is_gap);
  view.flag("seg_marked", piece.on != nullptr && !piece.text.empty());
  view.own("seg_css", piece.on == nullptr ? "" : css_for(piece.on->kind))
      .flag("seg_nested", piece.depth > 1);
  view.list("seg_chips", std::move(chips));
  return view;
}

// What a line of text is marked with.
enum class Side { none, gold, predicted };

View line_view(Side side, std::string_view text, const std::vector<Mark>& marks,
               const std::vector<Stretch>& shown, const Wording& wording) {
  std::vector<View> pieces;
  for (const auto& piece : cut(text, marks, shown))
    pieces.push_back(piece_view(piece, wording));
  View view;
  view.flag("line_gold", side == Side::gold).flag("line_predicted", side == Side::predicted);
  view.list("line_pieces", std::move(pieces));
  return view;
}

std::vector<View> line_views(const DocumentResult& document, const Wording& wording,
                             bool is_entities) {
  if (!document.has_text || find_invalid_utf8(document.text) != std::string::npos)
    return {};
  const std::string_view text = document.text;
  const Positions positions{text, document.unit};
  if (!is_entities)
    return list_of(line_view(Side::none, text, {}, stretches_around(text, {}), wording));
  const auto gold = marks_of(document.gold, classes_of(document, true), positions);
  const auto predicted = marks_of(document.predicted, classes_of(document, false), positions);
  auto both = gold;
  both.insert(both.end(), predicted.begin(), predicted.end());
  const auto shown = stretches_around(text, both);
  return list_of(line_view(Side::gold, text, gold, shown, wording),
                 line_view(Side::predicted, text, predicted, shown, wording));
}

std::string_view surface_of(const DocumentResult& document, const Positions& positions,
                            const DocumentResult::Span& span) {
  const auto at = positions.stretch(span.begin, span.end);
  return std::string_view{document.text}.substr(at.begin, at.end - at.begin);
}

// "<name>" and, for entities, "<name>_surface" and "<name>_at".
void set_side(View& view, const std::string& name, const DocumentResult& document,
              const Positions* positions, const std::vector<DocumentResult::Span>& spans,
              std::optional<std::size_t> index) {
  const auto* const span = index && *index < spans.size() ? &spans[*index] : nullptr;
  const bool is_placed = span != nullptr && span->end > span->begin;
  view.optional_outside(name, span == nullptr ? "" : std::string_view{span->label});
  std::string_view surface;
  if (is_placed && positions != nullptr)
    surface = first_code_points(surface_of(document, *positions, *span), surface_shown);
  view.optional_part(name + "_surface", surface);
  view.own(name + "_at",
           is_placed ? std::to_string(span->begin) + "–" + std::to_string(span->end) : "");
  const bool has_score = span != nullptr && span->score.has_value();
  view.optional_own(name + "_score", has_score ? score(*span->score) : "");
}

struct Mistake {
  ErrorClass kind = ErrorClass::correct;
  std::optional<std::size_t> gold;
  std::vector<std::size_t> predicted;
};

std::vector<std::size_t> extra_labels(const DocumentResult& document) {
  std::vector<std::size_t> extras;
  for (const auto& pair : document.pairs)
    if (pair.kind == ErrorClass::type && pair.predicted)
      extras.push_back(*pair.predicted);
  return extras;
}

// Of a document as a whole each missing label stands against every extra one.
std::vector<Mistake> mistakes_in(const DocumentResult& document, bool is_entities) {
  const auto extras = is_entities ? std::vector<std::size_t>{} : extra_labels(document);
  std::vector<Mistake> mistakes;
  for (const auto& pair : document.pairs) {
    const bool is_against_all = !is_entities && pair.kind == ErrorClass::type;
    if (pair.kind == ErrorClass::correct || (is_against_all && !pair.gold))
      continue;
    Mistake mistake{.kind = pair.kind, .gold = pair.gold, .predicted = extras};
    if (!is_against_all)
      mistake.predicted.assign(pair.predicted ? 1 : 0, pair.predicted.value_or(0));
    mistakes.push_back(std::move(mistake));
  }
  return mistakes;
}

std::string joined_labels(const std::vector<DocumentResult::Span>& spans,
                          const std::vector<std::size_t>& indexes) {
  std::string labels;
  for (const auto index : indexes)
    labels += (labels.empty() ? "" : ", ") + spans.at(index).label;
  return labels;
}

View mistake_view(const DocumentResult& document, const Mistake& mistake,
                  const Positions* positions, const ErrorWords& words) {
  const auto& predicted = mistake.predicted;
  View view;
  view.own("e_letter", words.letter).own("e_css", css_for(mistake.kind));
  view.own("e_name", words.name);
  set_side(view, "e_gold", document, positions, document.gold, mistake.gold);
  if (predicted.size() > 1) {
    set_side(view, "e_predicted", document, positions, document.predicted, {});
    view.optional_outside("e_predicted", joined_labels(document.predicted, predicted));
  } else {
    set_side(view, "e_predicted", document, positions, document.predicted,
             predicted.empty() ? std::nullopt : std::optional{predicted.front()});
  }
  return view;
}

std::vector<View> error_views(const DocumentResult& document, const Wording& wording,
                              bool is_entities) {
  const bool is_cut = document.has_text && find_invalid_utf8(document.text) == std::string::npos;
  const Positions positions{is_cut ? std::string_view{document.text} : "", document.unit};
  std::vector<View> errors;
  for (const auto& mistake : mistakes_in(document, is_entities))
    if (errors.size() < most_errors)
      errors.push_back(mistake_view(document, mistake, is_cut ? &positions : nullptr,
                                    wording.error(mistake.kind)));
  return errors;
}

std::vector<View> label_views(const std::vector<DocumentResult::Span>& spans,
                              const std::vector<ErrorClass>& classes, const Wording& wording) {
  std::vector<View> views;
  for (std::size_t i = 0; i < std::min(spans.size(), most_marks); ++i) {
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
  view.own("d_errors", counted(document.errors, "error", "errors"));
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
  view.own("documents_said", counted(a.documents, "document", "documents"));
  view.own("wrong_said", count(a.documents_with_errors));
  view.own("hold_said", hold_said(a.documents_with_errors));
  view.own("shown_said", counted(context.rows, "is", "are"));
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
  view.own("shown_said", counted(shown, "is", "are")).list("docs", std::move(documents));
  set_left_out(view, "docs", shown, std::max<std::uint64_t>(a.documents, shown));
  return view;
}

}  // namespace errata::render
