#include "analyze/method.hpp"

#include "analyze/caps.hpp"
#include "analyze/interval.hpp"
#include "analyze/thresholds.hpp"
#include "core/text.hpp"

namespace errata::analyze {

namespace {

// A name of a threshold in braces stands for its value.
struct Definition {
  const char* name;
  const char* value;
};
constexpr Definition definitions[] = {
    {"complexity",
     "points for 4 and 7 tokens, 25 characters, 1 and 3 inner separators, digits with letters, "
     "rare "
     "shape, overlap with another label, surface not labelled elsewhere; simple 0-1, medium 2-3, "
     "complex 4 and more"},
    {"boundary habits",
     "the same text, or kind of text, at the same edge: binomial test against the rate among the "
     "boundary errors of other labels (one added, of two more), Bonferroni"},
    {"calibration",
     "expected calibration error in up to 15 bins of equal mass, {calibration_items} predictions a "
     "part and more; in 15 bins of equal width beside it; from {calibration_predictions} "
     "predictions on"},
    {"gain", "change of the score if all items of a finding were repaired, from repaired counts"},
    {"groups",
     "average linkage of the lower ends of Wilson intervals of confused items over confused and "
     "right ones, above {group_confusability}; {group_labels} labels and more"},
    {"interval",
     "documents are sampled; linearized variance, logit scale, Student t; Wilson at 0 and 1"},
    {"macro", "unweighted mean over labels that occur in gold or predicted"},
    {"matching",
     "exact span and label, then span, then overlap with label, then overlap; best "
     "intersection over union first"},
    {"label errors",
     "the chance that the label of a document is wrong, by a conditional logit over its words "
     "(naive Bayes), its ten nearest documents, the name of the label, the prediction and its "
     "score "
     "against the mean of its class, each without the document itself; fitted to the test set "
     "beside a part of wrong labels, which is estimated from how far labels, predictions and texts "
     "agree two by two; strong: {strong_chance}; moderate: "
     "{moderate_chance}; at most 100000 documents"},
    {"slices",
     "micro F1 of a language or a range of length against all other documents, Bonferroni; "
     "{slice_documents} documents on either side"},
    {"label audit",
     "a surface with one label throughout, labelled {audit_items} times and at {audit_share} of "
     "its "
     "other places, where no label is; the longest of surfaces within each other"},
    {"labels that stand alone",
     "surface unlabelled {over_labelled_items} times and at {over_labelled_share} of its places, "
     "and never predicted"},
    {"nearly equal texts",
     "Jaccard similarity of words and pairs of words {near_similarity}, found by MinHash, then "
     "computed"},
    {"surfaces",
     "compared word by word, white space aside; words case-folded and composed (canonical "
     "caseless matching of Unicode); the audit tells a first capital from a small letter"},
    {"unlabeled grades",
     "the chance that a label was forgotten, by a logistic regression over kinds of evidence that "
     "was fitted on real predictions with one label in twenty deleted; strong: "
     "{strong_chance}; moderate: {moderate_chance}; ambiguous: labelled otherwise as often as so, "
     "or labelled twice but not clearly; weak: the "
     "rest"},
};

std::string with_values(std::string text, const Thresholds& thresholds) {
  for (const auto& row : threshold_table()) {
    const auto mark = "{" + std::string{row.name} + "}";
    if (const auto at = text.find(mark); at != text.npos)
      text.replace(at, mark.size(), decimal(row.value_in(thresholds)));
  }
  return text;
}

std::string kept_of_lists() {
  return std::to_string(caps::shown_documents) + " documents, " +
         std::to_string(caps::kept_findings) + " findings, " +
         std::to_string(caps::kept_confusions) + " confusions, " +
         std::to_string(caps::kept_unlabeled) + " predictions without a label";
}

}  // namespace

std::map<std::string, std::string> method_of(const Tally& tally) {
  std::map<std::string, std::string> method;
  method["confidence level"] = "0.95";
  method["documents for an interval"] = std::to_string(documents_for_interval);
  for (const auto& [name, value] : definitions)
    method[name] = with_values(value, tally.thresholds);
  method["kept of long lists"] = kept_of_lists();
  if (tally.crowded > 0)
    method["places with too many labels to pair"] = std::to_string(tally.crowded);
  if (tally.labels.size() > caps::matrix_labels)
    method["matrix"] = "left out: more than " + std::to_string(caps::matrix_labels) + " labels";
  return method;
}

}  // namespace errata::analyze
