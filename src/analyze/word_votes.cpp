#include "analyze/word_votes.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "analyze/real.hpp"

namespace errata::analyze {

namespace {

constexpr double prior = 4000;  // features that the Dirichlet prior is worth
constexpr double added = 0.5;   // to the count of each feature

}  // namespace

WordVotes::WordVotes(const TextIndex& index, const WeightedLabels& labelling, std::size_t labels)
    : index_{index}, labelling_{labelling}, totals_(labels) {
  double all = added * real(index.known.size());
  for (std::size_t d = 0; d < index.documents; ++d)
    for (const auto& [label, weight] : labelling[d]) {
      totals_[label] += weight * real(index.features[d].size());
      all += weight * real(index.features[d].size());
    }
  for (std::uint32_t feature = 0; feature < index.known.size(); ++feature) {
    double held = 0;
    for (const auto document : index.holders[feature])
      for (const auto& label : labelling[document])
        held += label.weight;
    const auto holders = real(index.holders[feature].size());
    expected_.push_back(prior * (held * (holders - 1) / holders + added) / all);
    count(feature);
  }
}

void WordVotes::count(std::uint32_t feature) {
  std::map<model::LabelId, double> weights;
  for (const auto document : index_.holders[feature])
    for (const auto& [label, weight] : labelling_[document])
      weights[label] += weight;
  for (const auto& [label, weight] : weights)
    counts_.push_back({label, static_cast<float>(weight),
                       static_cast<float>(std::log1p(weight / expected_[feature]))});
  ends_.push_back(counts_.size());
}

void WordVotes::of(std::size_t document, std::span<double> votes) const {
  std::ranges::fill(votes, 0);
  const auto features = index_.features[document];
  if (features.empty())
    return;
  const auto own_weight = [&](model::LabelId label) {
    const auto& own = labelling_[document];
    const auto found = std::ranges::find(own, label, &WeightedLabel::label);
    return found != own.end() ? found->weight : 0;
  };
  for (const auto feature : features)
    for (auto at = feature > 0 ? ends_[feature - 1] : 0; at < ends_[feature]; ++at) {
      const auto& count = counts_[at];
      const auto own = own_weight(count.label);
      votes[count.label] +=
          own > 0 ? std::log1p(std::max(0.0, count.weight - own) / expected_[feature]) : count.vote;
    }
  const auto length = real(features.size());
  for (model::LabelId label = 0; label < votes.size(); ++label) {
    const auto total = std::max(0.0, totals_[label] - own_weight(label) * length);
    votes[label] = (votes[label] - length * std::log1p(total / prior)) / std::sqrt(length);
  }
}

}  // namespace errata::analyze
