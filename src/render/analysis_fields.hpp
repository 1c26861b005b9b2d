// The keys of analysis.json, each with its place in the value, once for writing and reading: an
// archive is called as archive("key", member), archive.group("key", [&]{ … }) nests, and
// archive.optional("key", member) is for what is not written where it has its initial value.
#pragma once

#include "model/analysis.hpp"
#include "render/comparison_fields.hpp"
#include "render/document_fields.hpp"
#include "render/enum_names.hpp"
#include "render/example_fields.hpp"
#include "render/test_set_fields.hpp"

namespace errata::render {

template <typename A>
void fields(A& a, Ref<A, model::Scores> s) {
  a("precision", s.precision);
  a("recall", s.recall);
  a("f1", s.f1);
}

template <typename A>
void fields(A& a, Ref<A, model::Gain> g) {
  a("micro_f1", g.micro_f1);
  a("macro_f1", g.macro_f1);
}

template <typename A>
void fields(A& a, Ref<A, model::ErrorClassTotal> t) {
  a("count", t.count);
  a("gain", t.gain);
}

template <typename A>
void fields(A& a, Ref<A, model::Scheme> s) {
  a("correct", s.correct);
  a("incorrect", s.incorrect);
  a("partial", s.partial);
  a("missed", s.missed);
  a("spurious", s.spurious);
  a("precision", s.precision);
  a("recall", s.recall);
  a("f1", s.f1);
}

template <typename A>
void fields(A& a, Ref<A, model::Schemes> s) {
  a("strict", s.strict);
  a("exact", s.exact);
  a("partial", s.partial);
  a("type", s.type);
}

template <typename A>
void fields(A& a, Ref<A, model::ThresholdScores> t) {
  a("threshold", t.threshold);
  a("predicted", t.predicted);
  a("true_positives", t.true_positives);
  a("precision", t.precision);
  a("recall", t.recall);
  a("f1", t.f1);
}

template <typename A>
void fields(A& a, Ref<A, model::ThresholdSweep> s) {
  a("gold", s.gold);
  a("unscored", s.unscored);
  a("best", s.best);
  a("rows", s.rows);
}

template <typename A>
void fields(A& a, Ref<A, model::Threshold> t) {
  a("name", t.name);
  a("value", t.value);
  a("usual", t.usual);
  a("overridden", t.overridden);
  a("unit", t.unit);
  a("origin", t.origin);
  a("rules", t.rules);
}

template <typename A>
void fields(A& a, Ref<A, model::LabelScores> l) {
  a("label", l.label);
  a("gold", l.gold);
  a("predicted", l.predicted);
  a("true_positives", l.true_positives);
  a("false_positives", l.false_positives);
  a("false_negatives", l.false_negatives);
  fields(a, l.scores);
  a("gold_documents", l.gold_documents);
}

template <typename A>
void fields(A& a, Ref<A, model::Matrix> m) {
  a("labels", m.labels);
  a("rows", m.rows);
}

template <typename A>
void fields(A& a, Ref<A, model::Cue> c) {
  a("word", c.word);
  a("z", c.z);
  a("documents", c.documents);
}

template <typename A>
void fields(A& a, Ref<A, model::Merged> m) {
  a("micro_f1", m.micro_f1);
  a("macro_f1", m.macro_f1);
}

template <typename A>
void fields(A& a, Ref<A, model::Confusion> c) {
  a("gold", c.gold);
  a("predicted", c.predicted);
  a("count", c.count);
  a("documents", c.documents);
  a("rate", c.rate);
  a("both_ways", c.both_ways);
  a("constant", c.constant);
  a("gain", c.gain);
  a("merged", c.merged);
  a("cues", c.cues);
  a("examples", c.examples);
}

template <typename A>
void fields(A& a, Ref<A, model::MissedBand> b) {
  a("band", b.band);
  a("gold", b.gold);
  a("missed", b.missed);
  a("rate", b.rate);
}

template <typename A>
void fields(A& a, Ref<A, model::ProposalPart> p) {
  a("name", p.name);
  a("share", p.share);
  a("count", p.count);
  a("predicted", p.predicted);
  a("examples", p.examples);
}

template <typename A>
void fields(A& a, Ref<A, model::Proposal> p) {
  a("parts", p.parts);
  a("spans", p.spans);
  a("covered", p.covered);
  a("covered_missed", p.covered_missed);
  a("gain", p.gain);
  a("leftovers", p.leftovers);
}

template <typename A>
void fields(A& a, Ref<A, model::MissedOverlapped> m) {
  a("gold", m.gold);
  a("missed", m.missed);
  a("rate", m.rate);
  a("others", m.others);
}

template <typename A>
void fields(A& a, Ref<A, model::Missed> m) {
  a("label", m.label);
  a("gold", m.gold);
  a("missed", m.missed);
  a("partly", m.partly);
  a("documents", m.documents);
  a("rate", m.rate);
  a("bands", m.bands);
  a("simple_rate", m.simple_rate);
  a("simple_of_all_labels", m.simple_of_all_labels);
  a("ratio", m.ratio);
  a("complexity_compared", m.complexity_compared);
  a("complexity_proved", m.complexity_proved);
  a("reported", m.reported);
  a("gain", m.gain);
  a("overlapped", m.overlapped);
  a("proposal", m.proposal);
  a("examples", m.examples);
}

template <typename A>
void fields(A& a, Ref<A, model::EvidenceItem> i) {
  a("kind", i.kind);
  a("value", i.value);
  a("weight", i.weight);
}

template <typename A>
void fields(A& a, Ref<A, model::Unlabeled> u) {
  a("document", u.document);
  a("start", u.begin);
  a("end", u.end);
  a("label", u.label);
  a("surface", u.surface);
  a("before", u.before);
  a("after", u.after);
  a("grade", u.grade);
  a("labelled", u.labelled);
  a("otherwise", u.otherwise);
  a("unlabelled", u.unlabelled);
  a("chance", u.chance);
  a("evidence", u.evidence);
}

template <typename A>
void fields(A& a, Ref<A, model::AuditPlace> p) {
  a("document", p.document);
  a("start", p.begin);
  a("end", p.end);
  a("label", p.label);
  a("surface", p.surface);
  a("labelled", p.labelled);
  a("unlabelled", p.unlabelled);
  a("within", p.within);
}

template <typename A>
void fields(A& a, Ref<A, model::MinorityLabel> m) {
  a("document", m.document);
  a("start", m.begin);
  a("end", m.end);
  a("label", m.label);
  a("surface", m.surface);
  a("labelled", m.labelled);
  a("usual", m.usual);
  a("usually", m.usually);
}

template <typename A>
void fields(A& a, Ref<A, model::LabelEdge> e) {
  a("document", e.document);
  a("start", e.begin);
  a("end", e.end);
  a("label", e.label);
  a("surface", e.surface);
  a("kind", e.kind);
  a("word", e.word);
  a("inside", e.inside);
  a("alike", e.alike);
  a("otherwise", e.otherwise);
}

template <typename A>
void fields(A& a, Ref<A, model::LabelEvidence> e) {
  a("kind", e.kind);
  a("weight", e.weight);
}

template <typename A>
void fields(A& a, Ref<A, model::LabelError> e) {
  a("document", e.document);
  a("given", e.given);
  a("suggested", e.suggested);
  a("surface", e.surface);
  a("grade", e.grade);
  a("chance", e.chance);
  a("score", e.score);
  a("neighbours", e.neighbours);
  a("like_given", e.like_given);
  a("like_suggested", e.like_suggested);
  a("evidence", e.evidence);
}

template <typename A>
void fields(A& a, Ref<A, model::LabelConflict> c) {
  a("document", c.document);
  a("other", c.other);
  a("similarity", c.similarity);
  a("surface", c.surface);
  a("label", c.label);
  a("other_label", c.other_label);
}

template <typename A>
void fields(A& a, Ref<A, model::AcceptedRange> r) {
  a("micro_f1_measured", r.micro_f1_measured);
  a("micro_f1_accepted", r.micro_f1_accepted);
  a("accepted", r.accepted);
}

template <typename A>
void fields(A& a, Ref<A, model::BoundaryHabit::Piece> p) {
  a("text", p.text);
  a("count", p.count);
}

template <typename A>
void fields(A& a, Ref<A, model::BoundaryHabit> h) {
  a("label", h.label);
  a("habit", h.habit);
  a("kind", h.kind);
  a("text", h.text);
  a("pieces", h.pieces);
  a("count", h.count);
  a("documents", h.documents);
  a("of", h.of);
  a("others", h.others);
  a("of_others", h.of_others);
  a("p_value", h.p_value);
  a("gold_with", h.gold_with);
  a("gold_without", h.gold_without);
  a("settled", h.settled);
  a("gain", h.gain);
  a("examples", h.examples);
}

template <typename A>
void fields(A& a, Ref<A, model::LabelGroup> g) {
  a("labels", g.labels);
  a("count", g.count);
  a("confusability", g.confusability);
  a("merged", g.merged);
}

template <typename A>
void fields(A& a, Ref<A, model::Slice> s) {
  a("by", s.by);
  a("name", s.name);
  a("documents", s.documents);
  a("gold", s.gold);
  a("predicted", s.predicted);
  fields(a, s.scores);
  a("difference", s.difference);
  a("weak", s.weak);
}

template <typename A>
void fields(A& a, Ref<A, model::Calibration::Bin> b) {
  a("lowest", b.lowest);
  a("highest", b.highest);
  a("predicted", b.predicted);
  a("right", b.right);
  a("confidence", b.confidence);
}

template <typename A>
void fields(A& a, Ref<A, model::Calibration> c) {
  a("predicted", c.predicted);
  a("right", c.right);
  a("confidence", c.confidence);
  a("equal_mass", c.equal_mass);
  a("equal_width", c.equal_width);
  a("bins", c.bins);
  a("fallback", c.fallback);
  a("fallback_labels", c.fallback_labels);
}

template <typename A>
void fields(A& a, Ref<A, model::Finding> f) {
  a("id", f.id);
  a("rule", f.rule);
  a("outcome", f.outcome);
  a.words(f.rule, f.facts, f.gain);
  a("facts", f.facts);
  a("gain", f.gain);
  a("effort", f.effort);
  a("evidence", f.evidence);
  a("documents", f.documents);
  a("examples", f.examples);
}

template <typename A>
void fields(A& a, Ref<A, model::HealthCheck> h) {
  a("rule", h.rule);
  a("outcome", h.outcome);
  a.what(h.rule, h.facts);
  a("facts", h.facts);
  a("documents", h.documents);
}

template <typename A>
void fields(A& a, Ref<A, model::Gate> g) {
  a("name", g.name);
  a("at_least", g.is_least);
  a("counted", g.is_count);
  a("limit", g.limit);
  a("outcome", g.outcome);
  a("lacks", g.lack);
  a("value", g.value);
  a("interval", g.interval);
  a("label", g.label);
}

template <typename A>
void fields(A& a, Ref<A, model::ServiceDifference> d) {
  a("what", d.what);
  a("label", d.label);
  a("other", d.other);
  a("ours", d.ours);
  a("theirs", d.theirs);
}

template <typename A>
void fields(A& a, Ref<A, model::Reconciliation> r) {
  a("counts_agree", r.counts_agree);
  a("scores_agree", r.scores_agree);
  a("matrix_agrees", r.matrix_agrees);
  a("averages", r.averages);
  a("cells_total", r.cells_total);
  a("cells", r.cells);
  a("compared", r.compared);
  a("differing", r.differing);
  a("differences", r.differences);
}

template <typename A>
void fields(A& a, Ref<A, model::ListCounts> l) {
  a("errors", l.errors);
  a("errors_listed", l.errors_listed);
  a("worklist_documents", l.worklist_documents);
  a("worklist_left", l.worklist_left);
}

template <typename A>
void class_totals(A& a, Ref<A, std::vector<model::ErrorClassTotal>> totals) {
  if constexpr (A::is_reading)
    totals.resize(model::error_classes);
  for (std::size_t i = 0; i < model::error_classes; ++i) {
    if constexpr (A::is_reading)
      a(names_of<model::ErrorClass>[i], totals[i]);
    else
      a(names_of<model::ErrorClass>[i], i < totals.size() ? totals[i] : model::ErrorClassTotal{});
  }
}

template <typename A>
void fields(A& a, Ref<A, model::Analysis> v) {
  a.optional("text_mode", v.text_mode);
  a.group("model", [&] {
    a("name", v.test_set.name);
    a("task", v.test_set.task);
    a("model", v.test_set.model);
    a("source", v.test_set.source);
  });
  a.group("test_set", [&] {
    a("documents", v.documents);
    a("gold", v.gold);
    a("predicted", v.predicted);
    a("documents_with_errors", v.documents_with_errors);
    a("documents_with_text", v.documents_with_text);
    a("fingerprint", v.fingerprint);
    a("labels", v.test_set.labels);
    a.optional("precision_only", v.test_set.precision_only);
    a("training", v.test_set.training);
    a("service", v.test_set.service);
    a("remarks", v.test_set.remarks);
  });
  a.group("scores", [&] {
    a("micro", v.micro);
    a("macro", v.macro);
    a("weighted", v.weighted);
    a("accuracy", v.accuracy);
    a("others", v.others);
  });
  a("schemes", v.schemes);
  a("thresholds", v.sweep);
  a("calibration", v.calibration);
  a("slices", v.slices);
  a.group("error_classes", [&] { class_totals(a, v.by_class); });
  a("labels", v.labels);
  a("matrix", v.matrix);
  a("confusion_pairs", v.confusion_pairs);
  a("constant_pairs", v.constant_pairs);
  a("confusions", v.confusions);
  a("groups", v.groups);
  a("missed", v.missed);
  a("unlabeled_total", v.unlabeled_total);
  a("unlabeled", v.unlabeled);
  a("accepted", v.accepted);
  a("labels_judged", v.labels_judged);
  a("label_errors_among", v.label_errors_among);
  a("label_errors_of", v.label_errors_of);
  a("label_errors_total", v.label_errors_total);
  a("label_errors_likely", v.label_errors_likely);
  a("label_errors_strong", v.label_errors_strong);
  a("label_errors_moderate", v.label_errors_moderate);
  a("label_errors", v.label_errors);
  a("audit_total", v.audit_total);
  a("audit", v.audit);
  a("label_edges_total", v.label_edges_total);
  a("label_edges", v.label_edges);
  a("over_labelled_total", v.over_labelled_total);
  a("over_labelled", v.over_labelled);
  a("minority_labels_total", v.minority_labels_total);
  a("minority_labels", v.minority_labels);
  a("conflicts_total", v.conflicts_total);
  a("conflict_pairs", v.conflict_pairs);
  a("conflicts_cut", v.conflicts_cut);
  a("conflicts_among", v.conflicts_among);
  a("conflicts_of", v.conflicts_of);
  a("conflicts", v.conflicts);
  a("boundaries", v.boundaries);
  a("findings", v.findings);
  a("findings_total", v.findings_total);
  a("joint_gain", v.joint_gain);
  a("health", v.health);
  a("reconciliation", v.reconciliation);
  a("issues", v.test_set.issues);
  a("gates", v.gates);
  a("comparison", v.comparison);
  a.group("method", [&] {
    a.definitions(v.method, v.thresholds);
    a("thresholds", v.thresholds);
  });
  a.optional("lists", v.lists);
  a("documents", v.shown);
}

}  // namespace errata::render
