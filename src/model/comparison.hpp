// What changed between two evaluations of a model: a value, part of the Analysis of the later one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/example.hpp"
#include "model/measure.hpp"

namespace errata::model {

// What became of the test set. Documents are the same where their text is (white space aside), or
// their id where there is no text.
enum class TestSetChange {
  same,        // the same documents with the same labels
  overlap,     // some documents are of one side only: compared are those of both
  different,   // no document of both: no difference can be had
  relabelled,  // the same documents, some with other labels
};

// What may be said of a difference.
enum class Verdict {
  identical,             // the same predictions on the same test set: nothing to test
  unchanged,             // no document counts differently
  better,                // beyond chance, at 5 %
  worse,                 // beyond chance, at 5 %
  no_detectable_change,  // `detectable` or more would have been seen
  no_claim,              // too few documents
  not_comparable,        // another test set
  other_labels,          // earlier predictions have labels that are none any more
};

// A score of both sides on the same documents and the same gold labels: those of the later side.
struct Difference {
  double before = 0, after = 0;
  std::optional<Measure::Interval> interval{};  // of after - before, at 95 %
  std::optional<double> p{};  // two-sided, that chance alone makes so large a difference
  // The difference that would have been found with 80 % probability.
  std::optional<double> detectable{};
  Verdict verdict = Verdict::no_claim;
  std::uint64_t documents = 0;  // that contribute to the score of either side
  std::uint64_t changed = 0;    // of these: that count differently

  double change() const { return after - before; }
  bool is_beyond_chance() const { return verdict == Verdict::better || verdict == Verdict::worse; }
};

// What became of documents that are right as a whole or wrong (single label).
struct Discordance {
  std::uint64_t right_now = 0;     // wrong before
  std::uint64_t right_before = 0;  // wrong now
};

struct ScoreChange {
  std::string name;  // "accuracy", "micro_f1", "precision", "recall", "macro_f1"
  // Of all documents of each side where the test sets are different, else of those of both.
  Measure before{}, after{};
  std::optional<Difference> difference{};  // the model's effect; nothing where none can be had
  // What the new labels alone changed: the earlier predictions on the new labels against the same
  // on the old ones. Nothing where no label changed.
  std::optional<double> label_effect{};
};

struct LabelChange {
  std::string label;
  Difference f1;
  // Nothing where a side predicts, or labels, none of the label.
  std::optional<Difference> precision{}, recall{};
  // F1, precision or recall changed: Benjamini-Hochberg at 10 % over these tests of all labels.
  bool stands_out = false;

  bool became_worse() const {
    const auto is_worse = [](const auto& score) {
      return score && score->verdict == Verdict::worse;
    };
    return f1.verdict == Verdict::worse || is_worse(precision) || is_worse(recall);
  }
};

// An error that one side has and the other has not. `id` is "X-" and ten hex digits, the same from
// run to run as long as document (its text, else its id), surface and label are.
struct ErrorChange {
  std::string id;
  ErrorClass kind = ErrorClass::missed;
  Example example;
};

struct ErrorChanges {
  struct OfClass {
    ErrorClass kind = ErrorClass::missed;
    std::uint64_t count = 0;
  };
  std::uint64_t count = 0;         // in all; `first` may keep fewer
  std::vector<OfClass> by_class;   // those that occur, most errors first
  std::vector<ErrorChange> first;  // each pair of labels once, those that cost most first
};

struct Comparison {
  // The earlier side: how it was called, and what its header says.
  std::string baseline, name, model;
  std::string fingerprint;  // of its test set, as Analysis has it of the later one
  std::uint64_t documents_before = 0, documents_after = 0, compared = 0;
  std::uint64_t relabelled = 0;  // of `compared`: with other gold labels
  std::uint64_t rewritten = 0;   // not compared: the same id, but another text
  // Earlier predictions of labels that gold had and the later side does not know, or that nine in
  // ten of its gold items have another name for: renamed, or given up. They count as wrong,
  // whatever they were, so that only what is worse is a claim, and nothing else is given.
  std::uint64_t gone_predictions = 0;
  std::vector<std::string> gone_labels;  // of these, by name
  TestSetChange test_set = TestSetChange::different;
  Verdict verdict = Verdict::not_comparable;  // of the first of `scores`
  std::vector<ScoreChange> scores;            // the one that decides first
  std::optional<Discordance> discordance;     // single label
  // Those that stand out first, worse before better, then by size of the largest change.
  std::vector<LabelChange> labels;
  std::uint64_t labels_tested = 0;
  double labels_confidence = 0.95;  // of the intervals of `labels`, as they are tested together
  // Nothing where no document is of both sides.
  ErrorChanges new_errors, fixed_errors;
  std::uint64_t persisting = 0;
  std::uint64_t persisting_otherwise = 0;  // of these: as an error of another class or label
};

}  // namespace errata::model
