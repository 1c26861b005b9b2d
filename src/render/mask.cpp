#include "render/mask.hpp"

#include <algorithm>
#include <cassert>
#include <concepts>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.hpp"
#include "core/mask.hpp"
#include "core/unicode.hpp"
#include "render/analysis_fields.hpp"
#include "render/kept_texts.hpp"
#include "render/surfaces.hpp"

namespace errata::render {

namespace {

using model::BoundaryHabit;
using model::Fact;
using model::PieceKind;
using model::TextMode;

constexpr std::string_view left_out = "…";

// What kind of text it is, where the text itself may not be said.
PieceKind kind_of(std::string_view text) {
  std::size_t words = 0;
  bool is_number = true, is_blank = true, was_word = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto [c, bytes] = code_point_at(text, at);
    words += is_word(c) && !was_word ? 1U : 0U;
    was_word = is_word(c);
    is_blank &= is_space(c);
    is_number &= !was_word || (c >= '0' && c <= '9');
    at += bytes;
  }
  if (words == 0)
    return is_blank ? PieceKind::blank : PieceKind::punctuation;
  if (words > 1)
    return PieceKind::words;
  return is_number ? PieceKind::number : PieceKind::word;
}

// "Number: 12" -> "Number"
std::string_view name_of_part(std::string_view part) {
  return part.substr(0, part.find(": "));
}

// An archive of analysis_fields.hpp that goes through the value and changes it.
class Masking {
 public:
  static constexpr bool is_reading = true;

  Masking(TextMode mode, const std::string& key, bool is_first)
      : mode_{mode}, key_{key}, is_first_{is_first} {}

  template <typename Value>
  void operator()(std::string_view key, Value& value) {
    put(key, value);
  }
  template <typename Value>
  void optional(std::string_view key, Value& value) {
    put(key, value);
  }
  template <typename Body>
  void group(std::string_view, Body body) {
    body();
  }
  void absent(std::string_view) {}
  template <typename Method, typename Thresholds>
  void definitions(const Method&, const Thresholds&) {}
  template <typename Rule, typename Facts, typename Gain>
  void words(const Rule&, const Facts&, const Gain&) {}
  template <typename Rule, typename Facts>
  void what(const Rule&, const Facts&) {}

  void whole(model::DocumentResult& document) { put("", document); }

 private:
  bool is_none() const { return mode_ == TextMode::none; }

  std::string shape(const std::string& text) const {
    return is_none() ? std::string{} : masked(text);
  }

  // What stands for the words that a label stands on.
  std::string token(const std::string& label, std::string_view surface) const {
    if (surface.empty() || is_none())
      return {};
    constexpr std::size_t digits = 8;
    return "⟦" + label + "·" + hmac_sha256(key_, surface).substr(0, digits) + "⟧";
  }

  // The same where a sentence needs something.
  std::string quoted_token(const std::string& label, std::string_view surface) const {
    return is_none() && !surface.empty() ? std::string{left_out} : token(label, surface);
  }

  void put_error_id(std::string& id) const {
    if (is_first_ && !id.empty())
      id = "X-" + hmac_sha256(key_, id).substr(0, 10);
  }

  template <typename Number>
  requires(std::is_arithmetic_v<Number> || std::is_enum_v<Number>) void put(std::string_view,
                                                                            Number&) {}

  void put(std::string_view key, std::string& text) {
    if (!may_stay(key))
      text = shape(text);
  }

  void put(std::string_view key, std::vector<std::string>& texts) {
    if (key == "remarks")
      return put_remarks(texts);
    if (may_stay(key))
      return;
    if (is_none())
      texts.clear();
    for (auto& text : texts)
      text = shape(text);
  }

  template <typename Value>
  void put(std::string_view key, std::map<std::string, Value>& values) {
    if (!may_stay(key))
      values.clear();
  }

  template <typename Value>
  void put(std::string_view key, std::optional<Value>& value) {
    if (value)
      put(key, *value);
  }

  template <typename Value>
  requires std::is_class_v<Value>
  void put(std::string_view key, std::vector<Value>& values) {
    for (auto& value : values)
      put(key, value);
  }

  template <typename Value>
  requires std::is_class_v<Value>
  void put(std::string_view, Value& value) { fields(*this, value); }

  void put(std::string_view, std::vector<std::vector<double>>&) {}
  void put(std::string_view, model::Measure&) {}

  void put(std::string_view, std::vector<model::Cue>& cues) {
    if (is_none())
      cues.clear();
    for (auto& cue : cues)
      cue.word = shape(cue.word);
  }

  // Tokens are made first and set last: in between, whatever else there is becomes its shape.
  void put(std::string_view, model::Example& example) {
    const auto shown = tokens_of(example);
    fields(*this, example);
    set(example, shown);
  }

  void put(std::string_view, model::ErrorChange& change) {
    const auto shown = tokens_of(change.example);
    put_error_id(change.id);
    fields(*this, change);
    set(change.example, shown);
  }

  struct Tokens {
    std::string surface, predicted;
  };

  // Of a whole document the surface is the beginning of its text.
  Tokens tokens_of(const model::Example& example) const {
    const bool is_whole = example.begin == 0 && example.end == 0;
    const auto& label = example.gold.empty() ? example.predicted : example.gold;
    return {is_whole ? shape(example.surface) : token(label, example.surface),
            token(example.predicted, example.predicted_surface)};
  }

  static void set(model::Example& example, const Tokens& shown) {
    example.surface = shown.surface;
    example.predicted_surface = shown.predicted;
  }

  template <typename Place>
  void put_place(Place& place, const std::string& shown) {
    fields(*this, place);
    place.surface = shown;
  }

  void put(std::string_view, model::Unlabeled& found) {
    put_place(found, token(found.label, found.surface));
  }

  void put(std::string_view, model::AuditPlace& place) {
    put_place(place, quoted_token(place.label, place.surface));
  }

  void put(std::string_view, model::MinorityLabel& place) {
    put_place(place, quoted_token(place.label, place.surface));
  }

  void put(std::string_view, model::LabelEdge& edge) {
    put_place(edge, quoted_token(edge.label, edge.surface));
    if (is_none())
      edge.word = left_out;
  }

  void put(std::string_view, model::LabelConflict& conflict) {
    const auto& label = conflict.label.empty() ? conflict.other_label : conflict.label;
    put_place(conflict, token(label, conflict.surface));
  }

  void put(std::string_view, BoundaryHabit& habit) {
    if (is_none() && habit.kind == PieceKind::text)
      habit.kind = kind_of(habit.text);
    if (is_none())
      habit.pieces.clear();
    fields(*this, habit);
  }

  void put(std::string_view, model::Issue& issue) {
    issue.detail.clear();  // it may quote the document, and says nothing as a shape
    fields(*this, issue);
  }

  void put(std::string_view, model::DocumentResult& document) {
    if (is_first_ || is_none())
      put_tokens(document);
    for (auto& pair : document.pairs)
      put_error_id(pair.id);
    fields(*this, document);
    document.has_text &= !is_none();
  }

  void put_tokens(model::DocumentResult& document) const {
    const Surfaces surfaces{document};
    for (auto* side : {&document.gold, &document.predicted})
      for (auto& span : *side)
        span.shown_as = token(span.label, surfaces.of(span));
  }

  void put_remarks(std::vector<std::string>& remarks) const {
    for (auto& remark : remarks)
      remark = without_quotes(remark);
  }

  void put(std::string_view, std::vector<Fact>& facts) {
    const auto habit = std::ranges::find(facts, "habit_text", &Fact::name);
    if (is_none() && habit != facts.end() && !habit->text.empty())
      name_kind_of_habit(kind_of(habit->text), facts);
    for (auto& fact : facts)
      put_fact(fact);
    if (is_none())
      std::erase_if(facts, [](const Fact& fact) {
        return (fact.kind == Fact::Kind::text && fact.text.empty() && fact.reason.empty()) ||
               (fact.kind == Fact::Kind::list && fact.texts.empty());
      });
  }

  static void name_kind_of_habit(PieceKind kind, std::vector<Fact>& facts) {
    const auto name = "habit_" + std::string{name_of_value(kind)};
    for (auto& fact : facts)
      if (fact.name == name)
        fact.number = 1;
  }

  void put_fact(Fact& fact) {
    if (fact.name == "remarks")
      return put_remarks(fact.texts);
    if (may_stay_as_fact(fact.name))
      return;
    if (fact.name == "parts")
      return put_parts(fact.texts);
    fact.text = shape(fact.text);
    put("", fact.texts);
  }

  void put_parts(std::vector<std::string>& parts) const {
    for (auto& part : parts) {
      const std::string name{name_of_part(part)};
      part = name + (is_none() ? "" : masked(std::string_view{part}.substr(name.size())));
    }
  }

  TextMode mode_;
  const std::string& key_;
  bool is_first_;  // the texts were not masked before
};

}  // namespace

model::Analysis masked_analysis(model::Analysis analysis, const TextPolicy& policy) {
  if (policy.mode <= analysis.text_mode)
    return analysis;
  assert(!policy.key.empty());
  const bool is_first = analysis.text_mode == TextMode::full;
  Masking masking{policy.mode, policy.key, is_first};
  fields(masking, analysis);
  analysis.text_mode = policy.mode;
  return analysis;
}

model::DocumentResult masked_document(model::DocumentResult document, const TextPolicy& policy) {
  if (policy.mode != TextMode::full)
    Masking{policy.mode, policy.key, true}.whole(document);
  return document;
}

}  // namespace errata::render
