// The keys of analysis.json that say what changed; see analysis_fields.hpp.
#pragma once

#include "model/comparison.hpp"
#include "render/enum_names.hpp"
#include "render/example_fields.hpp"
#include "render/test_set_fields.hpp"

namespace errata::render {

template <typename A>
void fields(A& a, Ref<A, model::Measure::Interval> i) {
  a("low", i.low);
  a("high", i.high);
}

template <typename A>
void fields(A& a, Ref<A, model::Difference> d) {
  a("before", d.before);
  a("after", d.after);
  a("interval", d.interval);
  a("p", d.p);
  a("detectable", d.detectable);
  a("verdict", d.verdict);
  a("documents", d.documents);
  a("changed", d.changed);
}

template <typename A>
void fields(A& a, Ref<A, model::Discordance> d) {
  a("right_now", d.right_now);
  a("right_before", d.right_before);
}

template <typename A>
void fields(A& a, Ref<A, model::ScoreChange> s) {
  a("name", s.name);
  a("before", s.before);
  a("after", s.after);
  a("difference", s.difference);
  a("label_effect", s.label_effect);
}

template <typename A>
void fields(A& a, Ref<A, model::LabelChange> l) {
  a("label", l.label);
  a("f1", l.f1);
  a("precision", l.precision);
  a("recall", l.recall);
  a("stands_out", l.stands_out);
}

template <typename A>
void fields(A& a, Ref<A, model::ErrorChange> e) {
  a("id", e.id);
  a("class", e.kind);
  fields(a, e.example);
}

template <typename A>
void fields(A& a, Ref<A, model::ErrorChanges::OfClass> o) {
  a("class", o.kind);
  a("count", o.count);
}

template <typename A>
void fields(A& a, Ref<A, model::ErrorChanges> e) {
  a("count", e.count);
  a("by_class", e.by_class);
  a("first", e.first);
}

template <typename A>
void fields(A& a, Ref<A, model::Comparison> c) {
  a("baseline", c.baseline);
  a("name", c.name);
  a("model", c.model);
  a.optional("fingerprint", c.fingerprint);
  a("test_set", c.test_set);
  a("verdict", c.verdict);
  a("documents_before", c.documents_before);
  a("documents_after", c.documents_after);
  a("compared", c.compared);
  a("relabelled", c.relabelled);
  a("rewritten", c.rewritten);
  a.optional("gone_predictions", c.gone_predictions);
  a.optional("gone_labels", c.gone_labels);
  a("scores", c.scores);
  a("discordance", c.discordance);
  a("labels", c.labels);
  a("labels_tested", c.labels_tested);
  a.optional("labels_confidence", c.labels_confidence);
  a("new_errors", c.new_errors);
  a("fixed_errors", c.fixed_errors);
  a("persisting_errors", c.persisting);
  a("persisting_otherwise", c.persisting_otherwise);
}

}  // namespace errata::render
