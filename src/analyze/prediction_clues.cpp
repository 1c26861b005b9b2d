#include "analyze/prediction_clues.hpp"

#include <algorithm>
#include <cmath>

#include "analyze/real.hpp"

namespace errata::analyze {

using model::LabelId;

namespace {

constexpr auto at_confusion = static_cast<std::size_t>(model::LabelClue::confusion);
constexpr auto at_score = static_cast<std::size_t>(model::LabelClue::score);
constexpr double prior = 100;       // predictions that what all labels say is worth
constexpr double prior_scores = 5;  // likewise, of scores

double own_weight(const std::vector<WeightedLabel>& labels, LabelId label) {
  const auto found = std::ranges::find(labels, label, &WeightedLabel::label);
  return found != labels.end() ? found->weight : 0;
}

bool has(const std::vector<LabelledText::Prediction>& predicted, LabelId label) {
  return std::ranges::find(predicted, label, &LabelledText::Prediction::label) != predicted.end();
}

// Single label: gold by predicted, the last column being none.
class Matrix {
 public:
  Matrix(const std::vector<LabelledText>& documents, const WeightedLabels& labelling,
         std::size_t labels)
      : labels_{labels}, cells_(labels * (labels + 1)), rows_(labels), columns_(labels + 1) {
    for (std::size_t d = 0; d < documents.size(); ++d) {
      const auto& [label, weight] = labelling[d].front();
      const auto to = column(documents[d]);
      cells_[label * (labels + 1) + to] += weight;
      rows_[label] += weight;
      columns_[to] += weight;
      all_ += weight;
      right_ += to == label ? weight : 0;
    }
  }

  std::size_t column(const LabelledText& document) const {
    return document.predicted.empty() ? labels_ : document.predicted.front().label;
  }

  double log_chance(std::size_t to, LabelId label, double own) const {
    const auto accuracy = (right_ + 1) / (all_ + 2);
    const auto share = (columns_[to] + 0.5) / (all_ + 0.5 * real(labels_ + 1));
    const auto expected = label == to ? accuracy : (1 - accuracy) * share;
    const auto cell = cells_[label * (labels_ + 1) + to] - own;
    return std::log((cell + prior * expected) / (rows_[label] - own + prior)) - std::log(share);
  }

 private:
  std::size_t labels_;
  std::vector<double> cells_, rows_, columns_;
  double all_ = 0, right_ = 0;
};

void add_matrix(const std::vector<LabelledText>& documents, const WeightedLabels& labelling,
                std::size_t labels, Choices& choices) {
  const Matrix matrix{documents, labelling, labels};
  for (std::size_t d = 0; d < documents.size(); ++d)
    for (LabelId label = 0; label < labels; ++label)
      choices.clues[d * labels + label][at_confusion] = static_cast<float>(
          matrix.log_chance(matrix.column(documents[d]), label, own_weight(labelling[d], label)));
}

// Multi-label: documents in which a label is given, and predicted.
struct Counts {
  double given = 0, predicted = 0, both = 0;

  // ln P(predicted or not | given) − ln P(the same | not given).
  double log_ratio(bool is_predicted, const Counts& own, double given_rate, double other_rate,
                   double documents) const {
    const auto rate = (both - own.both + prior * given_rate) / (given - own.given + prior);
    const auto others = documents - 1 - (given - own.given);
    const auto other =
        (predicted - own.predicted - (both - own.both) + prior * other_rate) / (others + prior);
    return is_predicted ? std::log(rate / other) : std::log((1 - rate) / (1 - other));
  }
};

void add_sets(const std::vector<LabelledText>& documents, const WeightedLabels& labelling,
              std::size_t labels, Choices& choices) {
  std::vector<Counts> counts(labels);
  Counts all;
  for (std::size_t d = 0; d < documents.size(); ++d) {
    for (const auto& [label, weight] : labelling[d]) {
      const auto both = has(documents[d].predicted, label) ? weight : 0;
      counts[label].given += weight;
      counts[label].both += both;
      all.given += weight;
      all.both += both;
    }
    for (const auto& prediction : documents[d].predicted) {
      counts[prediction.label].predicted += 1;
      all.predicted += 1;
    }
  }
  const auto given_rate = (all.both + 0.5) / (all.given + 1);
  const auto not_given = real(documents.size()) * real(labels) - all.given;
  const auto other_rate = (all.predicted - all.both + 0.5) / (not_given + 1);
  for (std::size_t d = 0; d < documents.size(); ++d)
    for (LabelId label = 0; label < labels; ++label) {
      const bool is_predicted = has(documents[d].predicted, label);
      const auto weight = own_weight(labelling[d], label);
      const Counts own{weight, is_predicted ? 1.0 : 0.0, is_predicted ? weight : 0.0};
      choices.clues[d * labels + label][at_confusion] = static_cast<float>(counts[label].log_ratio(
          is_predicted, own, given_rate, other_rate, real(documents.size())));
    }
}

double logit(float score) {
  const auto x = std::clamp(static_cast<double>(score), 1e-3, 1 - 1e-3);
  return std::log(x / (1 - x));
}

struct Mean {
  double sum = 0, weight = 0;

  void add(double value, double of) {
    sum += value * of;
    weight += of;
  }
};

}  // namespace

void add_confusions(model::Task task, const std::vector<LabelledText>& documents,
                    const WeightedLabels& labelling, std::size_t labels, Choices& choices) {
  if (task == model::Task::single_label)
    add_matrix(documents, labelling, labels, choices);
  else
    add_sets(documents, labelling, labels, choices);
}

void add_scores(const std::vector<LabelledText>& documents, const WeightedLabels& labelling,
                std::size_t labels, Choices& choices) {
  std::vector<Mean> of_label(labels);
  Mean all;
  const auto for_each_score = [&](auto visit) {
    for (std::size_t d = 0; d < documents.size(); ++d)
      for (const auto& [label, score] : documents[d].predicted)
        if (score != model::no_score)
          visit(d, label, logit(score), own_weight(labelling[d], label));
  };
  for_each_score([&](std::size_t, LabelId label, double value, double weight) {
    of_label[label].add(value, weight);
    all.add(value, weight);
  });
  for_each_score([&](std::size_t d, LabelId label, double value, double weight) {
    auto others = all;
    auto own = of_label[label];
    others.add(value, -weight);
    own.add(value, -weight);
    const auto usual = others.weight > 1e-9 ? others.sum / others.weight : 0;
    const auto threshold = (own.sum + prior_scores * usual) / (own.weight + prior_scores);
    choices.clues[d * labels + label][at_score] = static_cast<float>(value - threshold);
  });
}

}  // namespace errata::analyze
