// Two corpora compared, and the result as text.
#pragma once

#include <algorithm>
#include <optional>
#include <string>

#include "analyze/compare.hpp"
#include "core/text.hpp"
#include "support/documents.hpp"

namespace errata::test {

inline analyze::ComparedSide side_of(const Corpus& corpus) {
  analyze::ComparedSide side{corpus.task, corpus.labels};
  for (std::size_t i = 0; i < corpus.documents.size(); ++i)
    side.add(corpus.documents[i], i);
  return side;
}

inline model::Comparison compare(const Corpus& before, const Corpus& after) {
  const auto of_before = side_of(before);
  const auto of_after = side_of(after);
  const auto pairing = analyze::pair_documents(of_before.keys(), of_after.keys());
  analyze::Comparer comparer{of_before, of_after};
  for (const auto& pair : pairing.pairs)
    comparer.add(before.documents[pair.before], after.documents[pair.after]);
  return comparer.finish(pairing.rewritten);
}

// The same documents with their labels numbered the other way round.
inline Corpus with_labels_turned(const Corpus& corpus) {
  auto turned = corpus;
  turned.labels = {};
  const auto count = corpus.labels.size();
  for (std::size_t i = count; i-- > 0;)
    turned.labels.id(corpus.labels.names()[i]);
  for (auto& document : turned.documents)
    for (auto* list : {&document.gold, &document.predicted}) {
      for (auto& a : *list)
        a.label = static_cast<model::LabelId>(count - 1 - a.label);
      model::sort_annotations(*list);
    }
  return turned;
}

class ComparisonText {
 public:
  explicit ComparisonText(const model::Comparison& c) {
    put("documents", {c.documents_before, c.documents_after, c.compared, c.relabelled, c.rewritten,
                      static_cast<std::uint64_t>(c.test_set), static_cast<std::uint64_t>(c.verdict),
                      c.labels_tested, c.persisting, c.persisting_otherwise});
    for (const auto& s : c.scores) {
      text_ += s.name;
      number(s.before.value), number(s.after.value), number(s.label_effect.value_or(9));
      if (s.difference)
        put(*s.difference);
    }
    for (const auto& l : c.labels) {
      text_ += l.label + (l.stands_out ? "!" : "");
      for (const auto& ratio : {std::optional{l.f1}, l.precision, l.recall})
        if (ratio)
          put(*ratio);
    }
    put(c.new_errors);
    put(c.fixed_errors);
  }
  const std::string& text() const { return text_; }

 private:
  void number(double value) { text_ += " " + shortest(value); }
  void put(const char* what, std::initializer_list<std::uint64_t> numbers) {
    text_ += what;
    for (const auto n : numbers)
      text_ += " " + std::to_string(n);
    text_ += '\n';
  }
  void put(const model::Difference& d) {
    number(d.before), number(d.after), number(d.p.value_or(9)), number(d.detectable.value_or(9));
    if (d.interval)
      number(d.interval->low), number(d.interval->high);
    put("", {d.documents, d.changed, static_cast<std::uint64_t>(d.verdict)});
  }
  void put(const model::ErrorChanges& changes) {
    put("errors", {changes.count});
    for (const auto& change : changes.first) {
      const auto& e = change.example;
      text_ += change.id + " " + e.document + " " + e.surface + " " + e.gold + " " + e.predicted;
      put("", {e.begin, e.end, static_cast<std::uint64_t>(change.kind)});
    }
  }

  std::string text_;
};

inline std::string text_of(const model::Comparison& comparison) {
  return ComparisonText{comparison}.text();
}

}  // namespace errata::test
