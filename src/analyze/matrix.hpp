// The confusion matrix, and the order of its axes.
#pragma once

#include <vector>

#include "analyze/tally.hpp"
#include "model/analysis.hpp"
#include "model/label_set.hpp"

namespace errata::analyze {

// Items of the pair: entities and single label exactly, multi-label the weights Σ 1/k.
double weight_of(const PairTally& pair);

// Row sums are supports. An entity whose boundary alone is wrong has the right label and stands on
// the diagonal. The last row holds the spurious items. The axes are ordered so that labels that are
// confused stand together: chains of labels are joined end to end, the most confused ends first (by
// (c_ij + c_ji) / (g_i + g_j)), those of a group (groups.hpp) before all others, so that a group is
// never torn apart; what is never confused follows by support.
// Empty above `caps::matrix_labels` labels.
model::Matrix confusion_matrix(const Tally& tally, const model::LabelSet& labels);

}  // namespace errata::analyze
