#include "analyze/label_clues.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analyze/prediction_clues.hpp"
#include "analyze/real.hpp"
#include "analyze/text_features.hpp"

namespace errata::analyze {

using model::LabelId;

namespace {

constexpr auto at_words = static_cast<std::size_t>(model::LabelClue::words);
constexpr auto at_neighbours = static_cast<std::size_t>(model::LabelClue::neighbours);
constexpr auto at_name = static_cast<std::size_t>(model::LabelClue::name);
constexpr double prior_votes = 0.5;  // of neighbours, that the share of all documents is worth
constexpr double added = 0.5;        // to the count of each label
constexpr double most_of_name = 3;   // standard deviations

double log_odds(double share) {
  return std::log(share / (1 - share));
}

std::vector<std::vector<std::uint32_t>> features_of(const std::vector<LabelledText>& documents) {
  std::vector<std::vector<std::uint32_t>> features;
  features.reserve(documents.size());
  for (const auto& document : documents)
    features.push_back(document.features);
  return features;
}

// Squares of rarities, added up.
double size_of(const TextIndex& index, std::span<const std::uint32_t> features) {
  double size = 0;
  for (const auto feature : features)
    size += index.rarity(feature) * index.rarity(feature);
  return size;
}

std::vector<std::uint32_t> known_of(const TextIndex& index, const std::string& label) {
  TextFeatures features;
  std::vector<std::uint32_t> known;
  for (const auto feature : features.of(words_of_name(label)))
    if (const auto at = std::ranges::lower_bound(index.known, feature);
        at != index.known.end() && *at == feature)
      known.push_back(static_cast<std::uint32_t>(at - index.known.begin()));
  return known;
}

}  // namespace

LabelClues::LabelClues(model::Task task, const std::vector<LabelledText>& documents,
                       const std::vector<std::string>& names)
    : task_{task},
      documents_{documents},
      labels_{names.size()},
      index_{features_of(documents)},
      nearest_{nearest_documents(index_)},
      names_(documents.size() * names.size()) {
  compare_names(names);
  scale_names();
}

void LabelClues::compare_names(const std::vector<std::string>& names) {
  std::vector<double> sizes;
  for (std::size_t d = 0; d < documents_.size(); ++d)
    sizes.push_back(size_of(index_, index_.features[d]));
  for (LabelId label = 0; label < labels_; ++label) {
    const auto features = known_of(index_, names[label]);
    const auto size = size_of(index_, features);
    for (const auto feature : features)
      for (const auto document : index_.holders[feature])
        if (const auto rarity = index_.rarity(feature); rarity > 0)
          names_[document * labels_ + label] +=
              static_cast<float>(rarity * rarity / std::sqrt(size * sizes[document]));
  }
}

// What a name has in common with all documents says nothing. That the text holds all of a rare name
// is one clue, however rare: "no surprise there" is no surprise.
void LabelClues::scale_names() {
  double squares = 0;
  for (LabelId label = 0; label < labels_; ++label) {
    double sum = 0;
    for (auto at = std::size_t{label}; at < names_.size(); at += labels_)
      sum += static_cast<double>(names_[at]);
    const auto mean = sum / real(documents_.size());
    for (auto at = std::size_t{label}; at < names_.size(); at += labels_) {
      names_[at] -= static_cast<float>(mean);
      squares += static_cast<double>(names_[at]) * static_cast<double>(names_[at]);
    }
  }
  if (squares > 0) {
    const auto spread = std::sqrt(squares / real(names_.size()));
    for (auto& value : names_)
      value = static_cast<float>(std::min(most_of_name, static_cast<double>(value) / spread));
  }
}

Choices LabelClues::choices(const std::vector<double>& doubts) const {
  const auto labels = labelling(doubts);
  const auto of_all = shares(labels);
  Choices choices;
  choices.clues.resize(documents_.size() * labels_);
  set_sides(of_all, choices);
  add_texts(labels, of_all, choices);
  add_confusions(task_, documents_, labels, labels_, choices);
  add_scores(documents_, labels, labels_, choices);
  return choices;
}

LabelClues::Neighbours LabelClues::neighbours(std::size_t document, std::uint32_t given,
                                              std::uint32_t suggested) const {
  const auto label = suggested != Choices::none ? suggested : given;
  Neighbours of;
  for (const auto& nearest : nearest_[document]) {
    const auto& gold = documents_[nearest.document].gold;
    const auto is_so = [&gold, label](std::uint32_t wanted) {
      return std::ranges::binary_search(gold, wanted == Choices::none ? label : wanted) ==
             (wanted != Choices::none);
    };
    of.all += 1;
    of.like_given += is_so(given) ? 1U : 0U;
    of.like_suggested += is_so(suggested) ? 1U : 0U;
  }
  return of;
}

double LabelClues::doubt(const std::vector<double>& doubts, std::size_t document,
                         LabelId label) const {
  if (doubts.empty())
    return 0;
  return doubts[is_single() ? document : document * labels_ + label];
}

WeightedLabels LabelClues::labelling(const std::vector<double>& doubts) const {
  WeightedLabels labelling(documents_.size());
  for (std::size_t d = 0; d < documents_.size(); ++d)
    for (const auto label : documents_[d].gold)
      labelling[d].push_back({label, 1 - doubt(doubts, d, label)});
  return labelling;
}

std::vector<double> LabelClues::shares(const WeightedLabels& labelling) const {
  std::vector<double> shares(labels_, added);
  for (const auto& document : labelling)
    for (const auto& [label, weight] : document)
      shares[label] += weight;
  const auto all = is_single() ? std::accumulate(shares.begin(), shares.end(), 0.0)
                               : real(documents_.size()) + 2 * added;
  for (auto& share : shares)
    share /= all;
  return shares;
}

void LabelClues::set_sides(const std::vector<double>& shares, Choices& choices) const {
  choices.options = is_single() ? labels_ : 1;
  choices.may_be_none = !is_single();
  for (const auto share : shares)
    choices.base.push_back(is_single() ? std::log(share) : log_odds(share));
  for (const auto& document : documents_) {
    if (is_single()) {
      const auto given = document.gold.front();
      choices.given.push_back(given);
      choices.predicted.push_back(document.predicted.empty() ? Choices::none
                                                             : document.predicted.front().label);
      // A slip hits any label, and what is often given is also often given by mistake.
      choices.at_random.push_back((1 / real(labels_) + shares[given]) / 2);
      continue;
    }
    for (LabelId label = 0; label < labels_; ++label) {
      const bool given = std::ranges::binary_search(document.gold, label);
      const bool predicted = std::ranges::binary_search(document.predicted, label, {},
                                                        &LabelledText::Prediction::label);
      choices.given.push_back(given ? 0 : Choices::none);
      choices.predicted.push_back(predicted ? 0 : Choices::none);
      choices.at_random.push_back(given ? shares[label] : 1 - shares[label]);
    }
  }
}

std::vector<double> LabelClues::neighbour_votes(std::size_t document,
                                                const WeightedLabels& labelling) const {
  std::vector<double> votes(labels_ + 1);  // behind them, of all neighbours
  for (const auto& [other, similarity] : nearest_[document]) {
    const auto vote = similarity * similarity;
    double cast = 0;
    for (const auto& [label, weight] : labelling[other]) {
      votes[label] += vote * weight;
      cast += vote * weight;
    }
    votes.back() += is_single() ? cast : vote;
  }
  return votes;
}

void LabelClues::add_texts(const WeightedLabels& labelling, const std::vector<double>& shares,
                           Choices& choices) const {
  const WordVotes word_votes{index_, labelling, labels_};
  std::vector<double> of_words(labels_);
  for (std::size_t d = 0; d < documents_.size(); ++d) {
    word_votes.of(d, of_words);
    const auto votes = neighbour_votes(d, labelling);
    for (LabelId label = 0; label < labels_; ++label) {
      const auto share =
          (votes[label] + prior_votes * shares[label]) / (votes.back() + prior_votes);
      auto& clue = choices.clues[d * labels_ + label];
      clue[at_words] = static_cast<float>(of_words[label]);
      clue[at_neighbours] =
          static_cast<float>(is_single() ? std::log(share / shares[label])
                                         : log_odds(share) - log_odds(shares[label]));
      clue[at_name] = names_[d * labels_ + label];
    }
  }
}

}  // namespace errata::analyze
