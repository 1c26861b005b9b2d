// The whole result for one model and one test set: a value. Reports show nothing that is not in it.
//
// Offsets are those of evaluation.jsonl: code points where the document has a text, else the unit
// of the source. Labels, surfaces, ids and texts come from outside and are hostile. Lists are in
// the order in which they are to be shown; ties are broken by label, document id and offset.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/unicode.hpp"
#include "model/comparison.hpp"
#include "model/document_result.hpp"
#include "model/example.hpp"
#include "model/finding.hpp"
#include "model/gate.hpp"
#include "model/issue.hpp"
#include "model/measure.hpp"
#include "model/task.hpp"
#include "model/test_set.hpp"
#include "model/text_mode.hpp"
#include "model/threshold.hpp"

namespace errata::model {

struct ErrorClassTotal {
  double count = 0;  // whole numbers
  Gain gain;         // 0 for correct
};

// MUC / SemEval 2013 task 9 counts.
struct Scheme {
  std::uint64_t correct = 0, incorrect = 0, partial = 0, missed = 0, spurious = 0;
  std::optional<double> precision, recall, f1;  // nothing where the denominator is 0
};

struct Schemes {
  Scheme strict, exact, partial, type;
};

struct LabelScores {
  std::string label;
  std::uint64_t gold = 0, predicted = 0;  // items; `gold` is the support
  std::uint64_t true_positives = 0, false_positives = 0, false_negatives = 0;
  Scores scores;
  std::uint64_t gold_documents = 0;  // with at least one gold item of the label
};

// Micro scores if predictions with a lower score than the threshold were none. Nothing where the
// denominator is 0.
struct ThresholdScores {
  double threshold = 0;
  std::uint64_t predicted = 0, true_positives = 0;
  std::optional<double> precision, recall, f1;
};

// By threshold, ascending from 0; one that changes nothing against the one before is left out.
struct ThresholdSweep {
  std::uint64_t gold = 0;      // items, at every threshold
  std::uint64_t unscored = 0;  // predictions without a score, which stay at every threshold
  std::vector<ThresholdScores> rows;
  std::size_t best = 0;  // the row with the best F1, the lowest of equal ones
};

// Gold by predicted. The last row is "(spurious)", the last column "(missed)"; both axes are
// otherwise the same labels, in an order that puts confusable ones together. Multi-label cells may
// be fractions.
struct Matrix {
  std::vector<std::string> labels;        // without the margins
  std::vector<std::vector<double>> rows;  // labels.size() + 1 rows and columns
};

struct Cue {
  std::string word;
  double z = 0;  // log-odds z score
  std::uint64_t documents = 0;
};

struct Merged {
  double micro_f1 = 0, macro_f1 = 0;  // the exact scores if the two labels were one
};

struct Confusion {
  std::string gold, predicted;
  double count = 0;             // items; multi-label: weights
  std::uint64_t documents = 0;  // in which the pair occurs
  Measure rate;                 // of the gold label's support
  bool both_ways = false;       // the reverse pair is constant, too
  bool constant = false;        // enough evidence for "constantly predicted as"
  Gain gain;
  Merged merged;
  std::vector<Cue> cues;
  std::vector<Example> examples;
};

struct MissedBand {
  std::string band;  // "simple", "medium", "complex"
  std::uint64_t gold = 0, missed = 0;
  Measure rate;
};

struct ProposalPart {
  std::string name;  // "Number", "Word", "Postcode"…: what the part looks like
  double share = 0;  // of the spans that have it
  std::uint64_t count = 0;
  std::uint64_t predicted = 0;  // times the model found it inside a span that it did not find whole
  std::vector<std::string> examples;
};

struct Proposal {
  std::vector<ProposalPart> parts;
  std::uint64_t spans = 0;           // that were cut
  std::uint64_t covered = 0;         // that the parts explain whole
  std::uint64_t covered_missed = 0;  // of `covered`: that the model did not find
  Gain gain;                         // of finding these
  std::vector<std::string> leftovers;
};

// Gold items that lie in, around or across another one.
struct MissedOverlapped {
  std::uint64_t gold = 0, missed = 0;
  Measure rate;
  Measure others;  // of the label's other items
};

struct Missed {
  std::string label;
  std::uint64_t gold = 0;
  std::uint64_t missed = 0;  // gold items that are missed, or met by a prediction of a wrong span
  std::uint64_t partly = 0;  // of those, overlapped by a prediction that is not right
  std::uint64_t documents = 0;  // with a miss
  Measure rate;
  std::vector<MissedBand> bands;
  Measure simple_rate;                // of the simple spans that complex ones are compared with:
  bool simple_of_all_labels = false;  // the label's own, or where it has few, those of all labels
  std::optional<double>
      ratio;  // miss rate of complex spans over simple_rate, where both have intervals
  bool complexity_compared = false;  // both complex and simple spans stand in enough documents
  bool complexity_proved = false;    // complex ones are missed more often, beyond doubt
  bool reported = false;  // enough are missed, and complexity is proved, or nearly all are missed
  Gain gain;
  std::optional<MissedOverlapped> overlapped;  // where missed more often than others, beyond doubt
  std::optional<Proposal> proposal;            // where it covers enough of what is missed
  std::vector<Example> examples;
};

// What speaks for a label that was forgotten, or against it.
enum class EvidenceKind {
  surface,      // how the same words are labelled elsewhere
  repeated,     // how often they are labelled so
  labelled,     // that they are labelled so at all
  nowhere,      // that they stand nowhere else
  parts,        // how single words of it are labelled where the whole is never labelled so
  inflected,    // how its words are labelled with other endings
  context,      // the words before and after it
  in_document,  // words of it are labelled so in the same document
  length,       // long names are seldom a mistake
  lower_case,   // it begins with no capital
  label,        // how often predictions of the label are right
};
inline constexpr std::size_t evidence_kinds = 11;

struct EvidenceItem {
  EvidenceKind kind = EvidenceKind::surface;
  double value = 0;   // as it was measured
  double weight = 0;  // what it adds to the logarithm of the odds
};

// A prediction that meets no gold span, and how the same surface is labelled elsewhere.
struct Unlabeled {
  std::string document;
  std::uint64_t begin = 0, end = 0;
  std::string label;
  std::string surface;  // empty without text
  std::string before, after;
  Grade grade = Grade::weak;
  std::uint64_t labelled = 0;    // elsewhere with this label
  std::uint64_t otherwise = 0;   // elsewhere with another label
  std::uint64_t unlabelled = 0;  // elsewhere without a label
  double chance = 0;             // that the label was forgotten, by the evidence; 0 without text
  std::vector<EvidenceItem> evidence;
};

// What speaks for another label of a whole document, or against it.
enum class LabelClue {
  words,       // of texts with that label
  neighbours,  // labels of the most similar texts
  name,        // words that the text and the label's name share
  confusion,   // how often labels are taken for each other
  score,       // of the prediction, against the usual one of its label
  frequency,   // of the label
};
inline constexpr std::size_t label_clues = 5;  // all but frequency, which is not weighed

struct LabelEvidence {
  LabelClue kind = LabelClue::words;
  double weight = 0;  // what it adds to the logarithm of the odds of the suggested label
};

// The label of a document that the prediction contradicts, and the evidence that it is wrong.
struct LabelError {
  std::string document;
  std::string given, suggested;  // labels; multi-label: one of them is empty, for none
  std::string surface;           // the beginning of the text; empty without
  Grade grade = Grade::weak;
  double chance = 0;                                 // that the given label is wrong
  std::optional<double> score;                       // of the prediction
  std::uint64_t neighbours = 0;                      // similar texts, at most ten
  std::uint64_t like_given = 0, like_suggested = 0;  // of these, labelled so
  std::vector<LabelEvidence> evidence;
};

// A surface at a place, beside how it is labelled in the set.
struct AuditPlace {
  std::string document;
  std::uint64_t begin = 0, end = 0;
  std::string label;
  std::string surface;
  std::uint64_t labelled = 0;    // in the set
  std::uint64_t unlabelled = 0;  // in the set
  std::uint64_t within = 0;      // in the set, within longer spans of other labels
};

// A gold span that has another label than its surface has nearly everywhere else.
struct MinorityLabel {
  std::string document;
  std::uint64_t begin = 0, end = 0;
  std::string label;
  std::string surface;
  std::uint64_t labelled = 0;  // of the surface, so, in the set; this one included
  std::string usual;           // label of the surface elsewhere
  std::uint64_t usually = 0;   // of the surface, with that one, in the set
};

// A word at an edge of gold spans: a form of address or any other word before or at the begin, a
// mark or any other word behind or at the end.
enum class EdgeKind { title, closing_mark, first_word, last_word };

// A gold label that begins or ends otherwise than most like it.
struct LabelEdge {
  std::string document;
  std::uint64_t begin = 0, end = 0;
  std::string label;
  std::string surface;  // of the label
  EdgeKind kind = EdgeKind::title;
  std::string word;             // at that edge, as it is written here
  bool inside = false;          // whether it belongs to the label here
  std::uint64_t alike = 0;      // labels that are so too, this one included
  std::uint64_t otherwise = 0;  // labels that are not
};

// Two documents of equal or nearly equal text that are labelled differently.
struct LabelConflict {
  std::string document, other;     // the ids, the smaller first
  double similarity = 1;           // Jaccard similarity of their shingles
  std::string surface;             // entities: the words that stand in both; else empty
  std::string label, other_label;  // labels joined with ", "; empty for none
};

// Scores if the strong candidates are accepted as labels that were forgotten.
struct AcceptedRange {
  double micro_f1_measured = 0, micro_f1_accepted = 0;
  std::uint64_t accepted = 0;
};

// How a prediction with the right label misses the edge of the labelled span: it takes in what gold
// leaves out (begins_early, ends_late), or leaves out what gold takes in.
enum class EdgeHabit { begins_early, begins_late, ends_early, ends_late };
// What stands between the two edges: one and the same text, or any of a kind.
enum class PieceKind { text, blank, punctuation, number, word, words };

// An edge that is missed in the same way again and again: more often than chance, at 5 % after
// Bonferroni's correction for all that was tested.
struct BoundaryHabit {
  struct Piece {
    std::string text;
    std::uint64_t count = 0;
  };
  std::string label;
  EdgeHabit habit = EdgeHabit::begins_early;
  PieceKind kind = PieceKind::text;
  std::string text;           // of PieceKind::text, else empty
  std::vector<Piece> pieces;  // of the other kinds: the commonest texts
  std::uint64_t count = 0;    // predictions with the habit
  std::uint64_t documents = 0;
  std::uint64_t of = 0;         // boundary errors of the label, in documents with text
  std::uint64_t others = 0;     // predictions of other labels with the habit
  std::uint64_t of_others = 0;  // boundary errors of other labels
  double p_value = 0;           // that chance alone makes it so frequent, before the correction
  // Text and punctuation, of all gold spans of the label: that begin (or end) with it, and that
  // have it before (or behind) them. Both above 0: gold contradicts itself.
  std::uint64_t gold_with = 0, gold_without = 0;
  std::uint64_t settled = 0;  // of count: nothing else is wrong with the prediction
  Gain gain;                  // if these were right
  std::vector<Example> examples;
};

// Labels, three or more, that are confused with each other as a group.
struct LabelGroup {
  std::vector<std::string> labels;  // by name
  double count = 0;                 // items of one label predicted as another one of the group
  double confusability = 0;  // mean lower bound over the pairs of the last two parts that joined
  Merged merged;             // the exact scores if all of them were one label
};

// Scores of a part of the test set: documents of one language, or of similar length.
struct Slice {
  enum class By { language, length };
  By by = By::language;
  std::string name;  // as the source writes the language, "" where it does not; length: a range
  std::uint64_t documents = 0, gold = 0, predicted = 0;
  Scores scores;
  // Micro F1 of the slice less that of all others, at 95 %; nothing where a side is too small.
  std::optional<Measure::Interval> difference;
  bool weak = false;  // the whole interval lies below 0
};

// How well the scores of predictions say how often they are right.
struct Calibration {
  struct Bin {
    double lowest = 0, highest = 0;  // scores, to 4 decimals
    std::uint64_t predicted = 0, right = 0;
    double confidence = 0;  // mean score
  };
  std::uint64_t predicted = 0, right = 0;  // with a score
  double confidence = 0;                   // mean score
  double equal_mass = 0, equal_width = 0;  // expected calibration errors
  std::vector<Bin> bins;                   // of equal mass
  std::uint64_t fallback = 0;  // left out: predictions of labels whose score is always 0
  std::vector<std::string> fallback_labels{};
};

// A figure of the service beside ours.
struct ServiceDifference {
  std::string what;          // "true positives", "matrix cell", "micro F1"
  std::string label, other;  // of what, empty where it is the whole
  double ours = 0, theirs = 0;
};

struct Reconciliation {
  bool counts_agree = false, scores_agree = false;
  std::optional<bool> matrix_agrees;  // nothing where there is no matrix or no text to weigh it by
  // Every figure of a kind side by side, whether it differs or not.
  std::vector<ServiceDifference> averages;
  std::vector<ServiceDifference> cells;  // of the matrix, those that are not 0 on both sides
  std::uint64_t cells_total = 0;         // in all; `cells` may keep fewer
  std::uint64_t compared = 0;            // figures
  std::uint64_t differing = 0;           // of these; `differences` may keep fewer
  std::vector<ServiceDifference> differences;
};

// How much of the errors and of what is to be labelled anew stands in errors.csv and
// worklist.jsonl.
struct ListCounts {
  std::uint64_t errors = 0, errors_listed = 0;
  std::uint64_t worklist_documents = 0;
  std::uint64_t worklist_left = 0;  // places to look at that are in none of these
  bool operator==(const ListCounts&) const = default;
};

struct Analysis {
  TestSet test_set;
  TextMode text_mode = TextMode::full;
  std::uint64_t documents = 0, gold = 0, predicted = 0;
  std::uint64_t documents_with_errors = 0;
  std::uint64_t documents_with_text = 0;  // more than white space
  std::string fingerprint;  // of document ids, texts and gold labels, in any order of documents

  Scores micro, macro, weighted;
  std::optional<Measure> accuracy;        // single label; multi-label: subset accuracy
  std::map<std::string, double> others;   // "cohen_kappa", "mcc", "hamming_loss"; if defined
  std::optional<Schemes> schemes;         // entities
  std::optional<ThresholdSweep> sweep;    // where predictions have a score
  std::vector<ErrorClassTotal> by_class;  // indexed by ErrorClass
  std::vector<LabelScores> labels;        // by support, then name
  Matrix matrix;
  std::vector<Confusion> confusions;  // most items first
  std::uint64_t confusion_pairs = 0;  // in all; `confusions` may keep fewer
  std::uint64_t constant_pairs = 0;   // of these
  std::vector<Missed> missed;
  std::vector<Unlabeled> unlabeled;   // by grade, then evidence
  std::uint64_t unlabeled_total = 0;  // in all; `unlabeled` may keep fewer
  std::optional<AcceptedRange> accepted;
  bool labels_judged = false;  // documents enough, and predictions agree with gold beyond chance
  std::vector<LabelError> label_errors;   // most probable first; not of entities
  std::uint64_t label_errors_among = 0;   // documents that were judged
  std::uint64_t label_errors_of = 0;      // those that could be: of very many a sample is judged
  std::uint64_t label_errors_total = 0;   // in all; `label_errors` may keep fewer
  std::uint64_t label_errors_likely = 0;  // of these, probably wrong
  // Of the probable ones, by evidence; the others are weak.
  std::uint64_t label_errors_strong = 0, label_errors_moderate = 0;
  std::vector<BoundaryHabit> boundaries;   // most items first
  std::vector<LabelGroup> groups;          // most items first
  std::vector<Slice> slices;               // languages, then lengths; most documents first
  std::optional<Calibration> calibration;  // where predictions have a score
  std::vector<AuditPlace> audit;           // unlabelled, where its surface is else labelled
  std::uint64_t audit_total = 0;           // in all; `audit` may keep fewer
  std::vector<LabelEdge> label_edges;
  std::uint64_t label_edges_total = 0;    // in all; `label_edges` may keep fewer
  std::vector<AuditPlace> over_labelled;  // labelled, where its surface is else not
  std::uint64_t over_labelled_total = 0;
  std::vector<MinorityLabel> minority_labels;  // most labels with the usual one first
  std::uint64_t minority_labels_total = 0;     // in all; `minority_labels` may keep fewer
  std::vector<LabelConflict> conflicts;        // most alike first
  std::uint64_t conflicts_total = 0;           // in all; `conflicts` may keep fewer
  std::uint64_t conflict_pairs = 0;   // of documents: a pair may conflict at several places
  bool conflicts_cut = false;         // there are more, which were not compared
  std::uint64_t conflicts_among = 0;  // documents whose texts were compared
  std::uint64_t conflicts_of = 0;     // documents with words: of very many a sample is compared
  std::vector<Finding> findings;      // in rank order
  std::uint64_t findings_total = 0;   // in all; `findings` may keep fewer
  Gain joint_gain;                    // of the first three findings, computed jointly
  std::vector<HealthCheck> health;
  std::optional<Reconciliation> reconciliation;
  std::optional<Comparison> comparison;       // with an earlier evaluation, where one was given
  std::vector<Gate> gates;                    // in the order in which they were set
  std::optional<ListCounts> lists;            // where these files were written
  std::vector<DocumentResult> shown;          // worst first, then the right ones by id; capped
  std::map<std::string, std::string> method;  // settings and definitions: name -> value
  std::vector<Threshold> thresholds;          // of rules and claims, all of them
};

}  // namespace errata::model
