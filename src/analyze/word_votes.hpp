// What the words of a document say about its label, by the labels of all others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analyze/text_index.hpp"
#include "model/document.hpp"

namespace errata::analyze {

// The labels of documents, each with the weight that it still has: 1 less the chance that it is
// wrong.
struct WeightedLabel {
  model::LabelId label = 0;
  double weight = 1;
};
using WeightedLabels = std::vector<std::vector<WeightedLabel>>;  // by document

// Naive Bayes with a Dirichlet prior proportional to the words of all documents; the document under
// judgement is left out of the counts. The sum over n features is divided by √n, as features of a
// text depend on each other.
class WordVotes {
 public:
  WordVotes(const TextIndex& index, const WeightedLabels& labelling, std::size_t labels);

  // ln P(words | label) − ln P(words), by label.
  void of(std::size_t document, std::span<double> votes) const;

 private:
  struct Count {
    model::LabelId label;
    float weight;
    float vote;  // of a document that is not in the count
  };
  void count(std::uint32_t feature);

  const TextIndex& index_;
  const WeightedLabels& labelling_;
  std::vector<double> totals_;    // weights of features, by label
  std::vector<double> expected_;  // by feature: the prior's count
  std::vector<Count> counts_;     // by feature, then label
  std::vector<std::size_t> ends_;
};

}  // namespace errata::analyze
