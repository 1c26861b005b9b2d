// What a prediction and its score say about the label of a document.
#pragma once

#include <vector>

#include "analyze/label_choices.hpp"
#include "analyze/label_clues.hpp"

namespace errata::analyze {

// ln P(prediction | label), by the predictions of all other documents of the label, smoothed with
// those of all labels: how often a label is taken for which. Multi-label: that the label is
// predicted where it is given, against where it is not.
void add_confusions(model::Task task, const std::vector<LabelledText>& documents,
                    const WeightedLabels& labelling, std::size_t labels, Choices& choices);

// For the predicted label, the logit of the score less the mean logit of the scores of documents
// that are labelled and predicted so: the threshold of a class in confident learning (Northcutt,
// Jiang and Chuang 2021), which needs no scores of the other labels.
void add_scores(const std::vector<LabelledText>& documents, const WeightedLabels& labelling,
                std::size_t labels, Choices& choices);

}  // namespace errata::analyze
