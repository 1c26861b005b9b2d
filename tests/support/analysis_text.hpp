// Every figure of an Analysis as text, to compare two of them whole.
#pragma once

#include <optional>
#include <string>

#include "core/text.hpp"
#include "model/analysis.hpp"

namespace errata::test {

class AnalysisText {
 public:
  explicit AnalysisText(const model::Analysis& a) { write(a); }
  const std::string& text() const { return text_; }

 private:
  void put(const std::string& s) { text_ += s + '|'; }
  void put(const char* s) { put(std::string{s}); }
  void put(double d) { put(shortest(d)); }
  void put(const std::optional<double>& d) {
    if (d)
      put(*d);
    else
      put("none");
  }
  void put(std::uint64_t n) { put(std::to_string(n)); }
  void put(int n) { put(std::to_string(n)); }
  void put(bool b) { put(b ? "yes" : "no"); }
  void line(const char* what) { text_ += std::string{"\n"} + what + ": "; }

  template <typename... Values>
  void row(const char* what, const Values&... values) {
    line(what);
    (put(values), ...);
  }

  void put(const std::vector<std::string>& list) {
    for (const auto& s : list)
      put(s);
  }
  void put(const model::Measure& m) {
    put(m.value), put(m.numerator), put(m.denominator), put(m.documents), put(m.defined);
    if (m.interval)
      put(m.interval->low), put(m.interval->high);
  }
  void put(const model::Scores& s) { put(s.precision), put(s.recall), put(s.f1); }
  void put(const model::Gain& g) { put(g.micro_f1), put(g.macro_f1); }
  void put(const model::Scheme& s) {
    put(s.correct), put(s.incorrect), put(s.partial), put(s.missed), put(s.spurious);
    put(s.precision), put(s.recall), put(s.f1);
  }
  void put(const std::vector<model::Example>& list) {
    for (const auto& e : list)
      row(" example", e.document, e.begin, e.end, e.surface, e.before, e.after, e.gold,
          e.predicted);
  }
  void put(const std::vector<model::Fact>& facts) {
    for (const auto& f : facts)
      put(f.name), put(f.text), put(f.number);
  }

  void write_missed(const model::Missed& m) {
    row("missed", m.label, m.gold, m.missed, m.partly, m.documents, m.rate, m.complexity_compared,
        m.complexity_proved, m.reported, m.gain, m.ratio.value_or(-1));
    if (const auto& o = m.overlapped)
      row(" overlapped", o->gold, o->missed, o->rate, o->others);
    for (const auto& b : m.bands)
      row(" band", b.band, b.gold, b.missed, b.rate);
    if (m.proposal) {
      row(" proposal", m.proposal->spans, m.proposal->covered, m.proposal->leftovers);
      for (const auto& p : m.proposal->parts)
        row(" part", p.name, p.share, p.count, p.predicted, p.examples);
    }
    put(m.examples);
  }

  void write_shown(const model::DocumentResult& d) {
    row("shown", d.id, d.language, d.text, d.has_text, d.errors);
    for (const auto* list : {&d.gold, &d.predicted})
      for (const auto& s : *list)
        row(" span", s.label, s.begin, s.end, s.score.value_or(-1));
    for (const auto& p : d.pairs)
      row(" pair", static_cast<int>(p.kind), p.gold.value_or(999), p.predicted.value_or(999));
  }

  void write_lists(const model::Analysis& a) {
    for (const auto& l : a.labels)
      row("label", l.label, l.gold, l.predicted, l.true_positives, l.false_positives,
          l.false_negatives, l.scores, l.gold_documents);
    row("axes", a.matrix.labels);
    for (const auto& r : a.matrix.rows) {
      line("cells");
      for (const double cell : r)
        put(cell);
    }
    for (const auto& c : a.confusions) {
      row("confusion", c.gold, c.predicted, c.count, c.documents, c.rate, c.both_ways, c.constant,
          c.gain, c.merged.micro_f1, c.merged.macro_f1, c.examples);
      for (const auto& cue : c.cues)
        row(" cue", cue.word, cue.z, cue.documents);
    }
    for (const auto& m : a.missed)
      write_missed(m);
    for (const auto& u : a.unlabeled) {
      row("unlabeled", u.document, u.begin, u.end, u.label, u.surface, u.before, u.after,
          static_cast<int>(u.grade), u.labelled, u.otherwise, u.unlabelled, u.chance);
      for (const auto& e : u.evidence)
        row(" evidence", static_cast<int>(e.kind), e.value, e.weight);
    }
    for (const auto* list : {&a.audit, &a.over_labelled})
      for (const auto& p : *list)
        row("audit", p.document, p.begin, p.end, p.label, p.surface, p.labelled, p.unlabelled,
            p.within);
    for (const auto& m : a.minority_labels)
      row("minority", m.document, m.begin, m.end, m.label, m.surface, m.labelled, m.usual,
          m.usually);
    for (const auto& e : a.label_edges)
      row("edge", e.document, e.begin, e.end, e.label, e.surface, static_cast<int>(e.kind), e.word,
          e.inside, e.alike, e.otherwise);
    for (const auto& e : a.label_errors) {
      row("label error", e.document, e.given, e.suggested, e.surface, static_cast<int>(e.grade),
          e.chance, e.score.value_or(-1), e.neighbours, e.like_given, e.like_suggested);
      for (const auto& item : e.evidence)
        row(" evidence", static_cast<int>(item.kind), item.weight);
    }
    for (const auto& c : a.conflicts)
      row("conflict", c.document, c.other, c.similarity, c.surface, c.label, c.other_label);
    for (const auto& f : a.findings)
      row("finding", f.id, f.rule, static_cast<int>(f.outcome), f.facts, f.gain, f.effort,
          static_cast<int>(f.evidence), f.documents, f.examples);
    for (const auto& h : a.health)
      row("health", h.rule, static_cast<int>(h.outcome), h.facts, h.documents);
  }

  void write(const model::Analysis& a) {
    row("totals", a.documents, a.gold, a.predicted, a.documents_with_errors, a.documents_with_text,
        a.fingerprint, a.confusion_pairs, a.unlabeled_total, a.audit_total, a.over_labelled_total,
        a.minority_labels_total, a.label_edges_total, a.conflicts_total, a.conflict_pairs,
        a.conflicts_cut, a.conflicts_among, a.conflicts_of, a.label_errors_among, a.label_errors_of,
        a.label_errors_total, a.label_errors_likely, a.joint_gain);
    row("scores", a.micro, a.macro, a.weighted);
    if (a.accuracy)
      row("accuracy", *a.accuracy);
    for (const auto& [name, value] : a.others)
      row("other", name, value);
    if (a.schemes)
      row("schemes", a.schemes->strict, a.schemes->exact, a.schemes->partial, a.schemes->type);
    for (const auto& c : a.by_class)
      row("class", c.count, c.gain);
    if (a.sweep) {
      row("sweep", a.sweep->gold, a.sweep->unscored, static_cast<std::uint64_t>(a.sweep->best));
      for (const auto& t : a.sweep->rows)
        row(" at", t.threshold, t.predicted, t.true_positives, t.precision, t.recall, t.f1);
    }
    write_lists(a);
    if (a.accepted)
      row("accepted", a.accepted->micro_f1_measured, a.accepted->micro_f1_accepted,
          a.accepted->accepted);
    if (a.reconciliation)
      for (const auto& d : a.reconciliation->differences)
        row("difference", d.what, d.label, d.other, d.ours, d.theirs);
    for (const auto& d : a.shown)
      write_shown(d);
  }

  std::string text_;
};

inline std::string text_of(const model::Analysis& analysis) {
  return AnalysisText{analysis}.text();
}

}  // namespace errata::test
