// Whether the data can be trusted. Every check is answered: fail, needs review, pass, or not
// assessable with a fact `because`. Words are in templates/guidance/<rule>.mustache; facts:
//
//   reconciled            compared matrix no_matrix (as below)
//   summary-differs       compared differences counts_agree scores_agree (1 or 0) ours theirs
//                         (labelled items here, and in the summary) fewer, more (1 where ours are:
//                         the documents are not those that the summary covers), and where the
//                         counts agree: means (1 where only averages differ), matrix_only (1 where
//                         only the matrix does); matrix (1 where one was compared), no_matrix (1
//                         where there is one, but not all texts to weigh it by)
//   no-summary            because
//   few-training-labels, below-recommended-labels, few-test-labels
//                         count (labels) labels threshold
//   absent-from-test, predicted-only-labels, never-predicted-labels
//                         count labels; the last two also hints (labels that case, accents
//                         or the writing of a number alone tell apart from one of the other side,
//                         as "person / Person");
//                         never-predicted-labels few_training training_known (1 or 0), and of its
//                         labels: untrained (without training examples) scarce (with fewer than
//                         few_training)
//   imbalanced, imbalanced-test
//                         count labels ratio (of the largest to the median), in the training set
//                         and in the test set
//   split-differs         count labels factor
//   random-split          -
//   tested-in-training    count documents
//   small-test-set        documents with_items (that have a label or a prediction) without (the
//                         others) threshold
//   model-expires         expires (a day) days (that are left) threshold
//   predictions-follow-labels
//                         because, or count (right ones) predictions right by_chance (the share
//                         that would be right) unclear (1 where the two are not told apart by
//                         chance_z standard deviations) below_chance (1 where less is right)
//                         mixed_up (1 where for that all findings are weak) one_for_all (1 where
//                         one label is all that is predicted)
//   complex-entities      because, or count failed as below, and harder (findings among them that
//                         tell of complex entities that are missed more often, without parts)
//   labels-confused, labels-cut-or-missed, unlabelled-predictions
//                         count (findings) failed (those without doubt)
//   labels-inconsistent   count forgotten (places) alone, minority, edges (spans) conflicts (of
//                         texts that are alike) at_least (1 where there are more of these) listed
//                         (1 where worklist.jsonl has some)
//   two-labels-fit        count (conflicts) at_least
//   duplicate-ids, duplicate-texts, conflicting-labels
//                         count (documents)
//   records-skipped       count seen reason (the most frequent)
//   remarks               count remarks
//   texts-missing         count documents
//   scores-of-labels      count (labels) well threshold rare (recall below it) eager (precision)
//                         poor (both)
//   scores-far-apart      best best_f1 worst worst_f1 threshold
//   unlabelled-documents  count documents (outside the test set)
//   near-limits           project_labels most_labels project_documents most_documents long_texts
//                         longest_text long_spans longest_span near odd_names few_documents
//                         least_documents; what is not near its limit is 0; <what>_over: 1 (of
//                         texts and spans: how many) where the limit is crossed
//   weak-languages, weak-lengths
//                         because, or count of_slices slices slices_left, and of the first of
//                         them: worst_f1 others_f1 (of all other documents) main (1 where it is
//                         most of all)
//   multilingual-option   because, or count (languages)
//
// lists name at most ten; `<list>_left` counts the others.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analyze/duplicates.hpp"
#include "analyze/tally.hpp"
#include "model/analysis.hpp"
#include "model/label_set.hpp"
#include "model/test_set.hpp"

namespace errata::analyze {

// Findings of a rule, and those of them that are beyond doubt.
struct RuleCount {
  std::uint64_t findings = 0, failed = 0;

  void add(model::Outcome outcome) {
    findings += 1;
    failed += outcome == model::Outcome::fail;
  }
};

struct FindingCounts {
  std::map<std::string, RuleCount, std::less<>> by_rule;
  std::uint64_t of_complexity = 0;  // see Candidate::tells_of_complexity
  RuleCount of_silence{};           // see Candidate::tells_of_silence
};

// What labels say against each other: places where one seems forgotten, spans that nobody else
// would label, spans with another label than their words have elsewhere, spans that begin or end
// otherwise than most like them, texts that are alike and labelled otherwise.
struct Labelling {
  std::uint64_t forgotten = 0, alone = 0, minority = 0, edges = 0, conflicts = 0;
  bool conflicts_cut = false;  // there are more of these
};

struct HealthGrounds {
  const Tally& tally;
  const model::LabelSet& labels;
  const model::TestSet& test_set;
  const Duplicates& duplicates;
  const std::optional<model::Reconciliation>& reconciliation;
  const std::vector<model::Slice>& slices;
  const FindingCounts& findings;
  Labelling labelling;
  std::optional<std::chrono::sys_days> date;  // that the analysis is of
};

std::vector<model::HealthCheck> check_health(const HealthGrounds& grounds);

}  // namespace errata::analyze
