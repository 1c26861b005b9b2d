// Scores from counts.
#pragma once

#include "analyze/tally.hpp"
#include "model/analysis.hpp"
#include "model/label_set.hpp"

namespace errata::analyze {

// Fills the counts and scores of `analysis`: micro, macro, weighted, accuracy, others, schemes,
// sweep, by_class and labels. Definitions:
//   precision tp/(tp+fp), recall tp/(tp+fn), F1 2tp/(2tp+fp+fn) by exact span and label; zero
//     denominators give 0 and are marked undefined
//   macro      unweighted mean over the labels that occur in gold or predicted; weighted: mean by
//     support (as scikit-learn's over the union of both). No counts, no intervals but that of
//     macro F1, see mean_interval().
//   accuracy   single label: documents with the right label; multi-label: with all labels right
//   kappa      Cohen (1960); mcc: Gorodkin (2004), over labels and "nothing predicted" or
//     "labelled"; left out where they are not defined, as with one label throughout
//   hamming_loss  wrong (document, label) decisions over documents × labels that occur
//   schemes    SemEval-2013 task 9 from the matching classes. A pair of the right span counts as
//     correct in exact and partial whatever its label, one of the right label as correct in type
//     whatever its span; overlap without the right span is half a credit in partial. nervaluate
//     takes the first overlapping gold span instead of the best, so its counts differ where spans
//     overlap several others.
void fill_scores(const Tally& tally, const model::LabelSet& labels, model::Analysis& analysis);

// Takes back what rests on labels that nobody looked for, of a test set that tells precision only:
// recall and F1 with all that is made of them.
void leave_precision(model::Analysis& analysis);

// Labels by support, then name; only those that occur in gold or predicted.
std::vector<model::LabelId> labels_by_support(const Tally& tally, const model::LabelSet& labels);

}  // namespace errata::analyze
