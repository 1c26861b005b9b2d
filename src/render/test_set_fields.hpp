// The keys of analysis.json that describe where the documents came from; see analysis_fields.hpp.
#pragma once

#include <type_traits>

#include "model/issue.hpp"
#include "model/test_set.hpp"

namespace errata::render {

// What an archive hands to fields(): written values are not changed.
template <typename Archive, typename Value>
using Ref = std::conditional_t<Archive::is_reading, Value&, const Value&>;

template <typename A>
void fields(A& a, Ref<A, model::Issue> i) {
  a("file", i.file);
  a("line", i.line);
  a("record", i.record);
  a("reason", i.reason);
  a("detail", i.detail);
  a("skipped", i.skipped);
}

template <typename A>
void fields(A& a, Ref<A, model::IssueLog> l) {
  a("count", l.skipped);
  a("seen", l.seen);
  a("used", l.used);
  a("skipped", l.skipped);
  a("rejected", l.rejected);
  a("by_reason", l.by_reason);
  a("skipped_by_reason", l.skipped_by_reason);
  a("first", l.first);
}

template <typename A>
void fields(A& a, Ref<A, model::Input> i) {
  a("name", i.name);
  a("bytes", i.bytes);
  a("sha256", i.sha256);
}

template <typename A>
void fields(A& a, Ref<A, model::Source> s) {
  a("kind", s.kind);
  a("project", s.project);
  a("facts", s.facts);
  a("inputs", s.inputs);
}

template <typename A>
void fields(A& a, Ref<A, model::ServiceSummary::Counts> c) {
  a("true_positives", c.true_positives);
  a("false_positives", c.false_positives);
  a("false_negatives", c.false_negatives);
  a("precision", c.precision);
  a("recall", c.recall);
  a("f1", c.f1);
}

template <typename A>
void fields(A& a, Ref<A, model::ServiceSummary::Averages> s) {
  a("precision", s.precision);
  a("recall", s.recall);
  a("f1", s.f1);
}

template <typename A>
void fields(A& a, Ref<A, model::ServiceSummary> s) {
  a("labels", s.labels);
  a("micro", s.micro);
  a("macro", s.macro);
  a("matrix", s.matrix);
  a("split", s.split);
}

template <typename A>
void fields(A& a, Ref<A, model::TrainingSet> t) {
  a("documents", t.documents);
  a("labels", t.labels);
}

}  // namespace errata::render
