// The keys of analysis.json that show a place; see analysis_fields.hpp.
#pragma once

#include "model/example.hpp"
#include "render/test_set_fields.hpp"

namespace errata::render {

template <typename A>
void fields(A& a, Ref<A, model::Example> e) {
  a("document", e.document);
  a("start", e.begin);
  a("end", e.end);
  a("text_length", e.text_length);
  a("surface", e.surface);
  a("before", e.before);
  a("after", e.after);
  a("predicted_surface", e.predicted_surface);
  a("gold", e.gold);
  a("predicted", e.predicted);
}

}  // namespace errata::render
