// Guidance: what to do first. A rule is a row of the table in rules.cpp; its words are in
// templates/guidance/<rule>.mustache, which may use these facts:
//
//   separate-or-merge, one-way-confusion
//                       gold predicted count documents support rate whole reverse_count
//                       reverse_support reverse_rate gold_never gold_over cues micro_f1
//                       merged_micro_f1 merged_macro_f1 merge no_others (1 where these are all
//                       labels) group (labels, where both are in one) group_micro_f1 merge_group;
//                       of one-way-confusion also alike
//   break-down          label count documents support rate partly confused compared simple_rate
//                       complex_rate all_labels ratio parts spans covered covered_missed
//                       covered_documents
//   label-more          label count documents support rate partly confused compared, and where two
//                       bands of complexity differ: harder (1 where the medium or complex band is
//                       missed more often, else easier) medium complex (1 of which it is) band_rate
//                       simple_rate; where spans that lie in, around or across another one are
//                       missed more often: overlapping (how many there are) overlapping_rate
//                       apart_rate (of the others)
//   review-labels       label count documents strong moderate; of classes: weak among (documents
//                       that were judged, where these are a sample, else 0) among_of; of entities:
//                       untouching (predictions that meet no labelled span) rest (of these, not
//                       among count)
//   fix-boundaries      label count documents support rate begins_early begins_late ends_early
//                       ends_late; title_inside title_outside mark_inside mark_outside: gold spans
//                       of the label with a title or closing mark at their edge; habit_…: the
//                       label's first habit, of what kind it is being a flag (text blank
//                       punctuation number word words), items of boundary errors with text, begin
//                       and added 1 or 0, gold_with, gold_without and their share, gain in micro F1
//                       if settled; habit_rest: errors that do not follow it, where these are most,
//                       else 0; habit_one_way: 1 where gold draws the line one way throughout;
//                       relabel: 1 where it draws it both ways; with_text: 1 where a text is known
//   add-examples        label count documents support predicted recall precision; where it is never
//                       predicted: training_known training (examples there) few_training (are too
//                       few below it) taken_for taken_count
//   over-predicted      label count documents support predicted recall precision instead_of
//                       instead_of_left (labels that it is taken for, most items first, and how
//                       many more there are) untouching (wrong ones that meet no labelled span)
//                       replacing (wrong ones in the place of missing labels)
//   fallback-threshold  label threshold (a score) changed becomes_right becomes_wrong accuracy
//                       accuracy_after wrong (of the changed ones, today) tried (pairs of label and
//                       threshold that it was chosen from) macro_falls (1 where macro F1 does);
//                       share of the label; others, others_right, others_right_after: documents of
//                       other labels; break_even: share of the label from which on it gains
//   all of them         shares shares_count
//
// gold, predicted, label: names of labels; predicted of add-examples and over-predicted: items.
// count: items. documents: those that have them, which but for break-down are the effort. support:
// gold items of the label. rate: count / support. limit: what the interval is held against for the
// evidence, a rate or of add-examples and over-predicted a score. whole: 1 where an item is a
// document as a whole; multi-label: count are documents that lack the gold label and have the
// predicted one instead. reverse_…: the same of the reverse pair. alike: 1 where case alone
// tells the two apart, or accents where gold never has the predicted one. cues: words joined with
// ", ", may be empty. gold_never: 1 where the gold label is never predicted. gold_over: 1 where it
// is predicted too often. micro_f1: today's. merge, merge_group: 1 where merging makes it higher.
// compared: 1 where complex and simple spans stand in enough documents. ratio: a number, 0 where
// there is none. parts: names joined with ", ", may be empty; covered: share of the cut spans that
// they explain whole, covered_missed: of these, the unfound ones, which are all that the gain
// counts, and covered_documents: the documents that have them, which are the effort. confused:
// found with the right span and another label, not among count. weak: labels of documents that are
// probably wrong by weak evidence, not among count. shares: id of the finding of higher rank that
// repairs most of the same items, shares_count of them; empty where there is none. strong,
// moderate: items by evidence; both are 0 where the finding rests on numbers alone. Facts are
// absent only where a score is not defined.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analyze/boundaries.hpp"
#include "analyze/confusions.hpp"
#include "analyze/fallback.hpp"
#include "analyze/gain.hpp"
#include "analyze/label_errors.hpp"
#include "analyze/tally.hpp"
#include "analyze/topics.hpp"
#include "analyze/unlabeled.hpp"
#include "model/analysis.hpp"
#include "model/label_set.hpp"
#include "model/test_set.hpp"

namespace errata::analyze {

// What the rules look at. Multi-label needs the counts only: `topics` may be empty then.
struct Grounds {
  const Tally& tally;
  const model::LabelSet& labels;
  const std::vector<ConfusionCount>& confusions;
  const Topics& topics;
  const Boundaries& boundaries;
  const Cues& cues;
  // Of entities; else empty.
  const std::vector<model::Missed>& missed;
  const std::map<model::LabelId, Repair>& breakdowns;  // of `missed`
  const std::map<model::LabelId, ForgottenLabels>& forgotten;
  const WrongLabels& wrong_labels;                  // not of entities
  const std::vector<model::BoundaryHabit>& habits;  // most items first
  const std::vector<model::LabelGroup>& groups;
  const std::optional<Fallback>& fallback;
  const std::optional<model::TrainingSet>& training;
};

// A finding, the items that it would repair, and where they stand.
struct Candidate {
  model::Finding finding;
  Repair repair;
  std::vector<Topic> topics;
  std::vector<Topic> stands_for;      // of other findings, which it tells of as well
  std::optional<model::Gain> gain{};  // where it is not that of the repair
  bool tells_of_complexity = false;   // without a proposal, that complex entities are missed more
  bool tells_of_silence = false;      // that entities of the label are not found at all
};

// What each rule finds, in the order of ranking.hpp. Id: SHA-256 of the rule and its labels.
// Effort: documents that have an item of the finding; 0 where none needs to be opened.
std::vector<Candidate> find_candidates(const Grounds& grounds);

}  // namespace errata::analyze
