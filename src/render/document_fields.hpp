// The keys of analysis.json for a document that it holds; see analysis_fields.hpp.
#pragma once

#include "model/document_result.hpp"
#include "render/enum_names.hpp"
#include "render/example_fields.hpp"

namespace errata::render {

template <typename A>
void fields(A& a, Ref<A, model::DocumentResult::Span> s) {
  a("label", s.label);
  a("start", s.begin);
  a("end", s.end);
  a("score", s.score);
  a.optional("shown_as", s.shown_as);
  a.optional("explained", s.explained);
}

template <typename A>
void fields(A& a, Ref<A, model::DocumentResult::Pair> p) {
  a("class", p.kind);
  a("gold", p.gold);
  a("predicted", p.predicted);
  a.optional("id", p.id);
}

template <typename A>
void fields(A& a, Ref<A, model::DocumentResult::Window> w) {
  a("start", w.begin);
  a("end", w.end);
}

template <typename A>
void fields(A& a, Ref<A, model::DocumentResult> d) {
  a("id", d.id);
  a("language", d.language);
  a("has_text", d.has_text);
  a("text", d.text);
  a("offsets", d.unit);
  a("errors", d.errors);
  a("gold", d.gold);
  a("predicted", d.predicted);
  a("pairs", d.pairs);
  a.optional("windows", d.windows);
  a.optional("length", d.length);
  a.optional("items_left", d.items_left);
}

}  // namespace errata::render
