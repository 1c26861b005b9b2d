#include "analyze/method.hpp"

#include "analyze/interval.hpp"
#include "analyze/thresholds.hpp"
#include "core/text.hpp"

namespace errata::analyze {

namespace {

namespace limits = thresholds;

struct Setting {
  const char* name;
  double value;
};
constexpr Setting settings[] = {
    {"boundary rate", limits::boundary_rate},
    {"confidence level", 0.95},
    {"constant confusion above", limits::constant_rate},
    {"cue z above", limits::cue_z},
    {"documents for an interval", static_cast<double>(documents_for_interval)},
    {"least documents for a claim", static_cast<double>(limits::least_documents)},
    {"least items for a claim", static_cast<double>(limits::least_items)},
    {"group of labels above", limits::group_confusability},
    {"habit: chance below, after correction", limits::habit_p},
    {"habit: least documents", static_cast<double>(limits::habit_documents)},
    {"habit: least items", static_cast<double>(limits::habit_items)},
    {"missed share to label more", limits::many_missed},
    {"missed share that is nearly all", limits::nearly_all},
    {"share of spans for a part", limits::part_share},
    {"suspected confusion from", limits::suspected_rate},
    {"weak score below", limits::weak_score},
};

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
     "expected calibration error in up to 15 bins of equal mass, 10 predictions a part and more; "
     "in "
     "15 bins of equal width beside it; from 100 predictions on"},
    {"gain", "change of the score if all items of a finding were repaired, from repaired counts"},
    {"groups",
     "average linkage of the lower ends of Wilson intervals of confused items over confused and "
     "right ones; three labels and more"},
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
     "agree two by two; strong: 0.95; moderate: 0.72; at most 100000 documents"},
    {"slices",
     "micro F1 of a language or a range of length against all other documents, Bonferroni; 10 "
     "documents on either side"},
    {"label audit",
     "a surface with one label throughout, labelled 3 times and at 0.75 of its other places, where "
     "no label is; the longest of surfaces within each other"},
    {"labels that stand alone",
     "surface unlabelled 9 times and at 0.9 of its places, and never predicted"},
    {"nearly equal texts",
     "Jaccard similarity of words and pairs of words 0.8, found by MinHash, then computed"},
    {"surfaces",
     "compared word by word, white space aside; words case-folded and composed (canonical "
     "caseless matching of Unicode); the audit tells a first capital from a small letter"},
    {"unlabeled grades",
     "the chance that a label was forgotten, by a logistic regression over kinds of evidence that "
     "was fitted on real predictions with one label in twenty deleted; strong: 0.95; moderate: "
     "0.72; "
     "ambiguous: labelled otherwise as often as so, or labelled twice but not clearly; weak: the "
     "rest"},
};

std::string kept_of_lists() {
  return std::to_string(limits::shown_documents) + " documents, " +
         std::to_string(limits::kept_findings) + " findings, " +
         std::to_string(limits::kept_confusions) + " confusions, " +
         std::to_string(limits::kept_unlabeled) + " predictions without a label";
}

}  // namespace

std::map<std::string, std::string> method_of(const Tally& tally) {
  std::map<std::string, std::string> method;
  for (const auto& [name, value] : settings)
    method[name] = shortest(value);
  for (const auto& [name, value] : definitions)
    method[name] = value;
  method["kept of long lists"] = kept_of_lists();
  if (tally.crowded > 0)
    method["places with too many labels to pair"] = std::to_string(tally.crowded);
  if (tally.labels.size() > limits::matrix_labels)
    method["matrix"] = "left out: more than " + std::to_string(limits::matrix_labels) + " labels";
  return method;
}

}  // namespace errata::analyze
