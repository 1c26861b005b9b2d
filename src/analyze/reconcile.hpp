// Our counts beside those that the service reported for the same test set.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analyze/gain.hpp"
#include "analyze/tally.hpp"
#include "model/analysis.hpp"
#include "model/document.hpp"
#include "model/label_set.hpp"
#include "model/test_set.hpp"

namespace errata::analyze {

// Azure's confusion matrix of entities. A document is cut into its labelled spans and the gaps
// before, between and behind them; in a segment of n characters that are not white space each adds
// 1/n to the cell of the segment's label and the label predicted on it, "$none" being text without
// a label. Where predictions overlap the one that begins first has the character. Fixed point, so
// that the order of documents does not matter.
class CharacterMatrix {
 public:
  explicit CharacterMatrix(std::size_t labels) : none_{static_cast<model::LabelId>(labels)} {}

  void add(const model::Document& document);  // with text
  double at(model::LabelId gold, model::LabelId predicted) const;
  model::LabelId none() const { return none_; }

 private:
  static constexpr double one = 4294967296.0;  // 2^32
  void paint(const model::Document& document);
  void add_segment(const model::Document& document, model::LabelId row, std::size_t begin,
                   std::size_t end);

  model::LabelId none_;
  std::map<Tally::Pair, std::uint64_t> cells_;
  std::vector<model::LabelId> painted_;  // label predicted on each byte
};

// Does nothing where the test set has no service summary. Counts are over sets of (label, begin,
// end) in a document; scores and matrix cells agree within `service_agreement` (1e-5) of the larger
// of 1 and the value.
class Reconciler {
 public:
  // Refers to the last two.
  Reconciler(const Tally& tally, const model::TestSet& test_set, const model::LabelSet& labels);

  void add(const model::Document& document);
  std::optional<model::Reconciliation> finish(const model::Matrix& matrix) const;

 private:
  bool compare(model::Reconciliation& to, const model::ServiceDifference& figures) const;
  void compare_labels(model::Reconciliation& to) const;
  void compare_averages(model::Reconciliation& to) const;
  void compare_matrix(model::Reconciliation& to, const model::Matrix& matrix) const;

  double within_;
  const model::TestSet& test_set_;
  const model::LabelSet& labels_;
  std::vector<LabelCounts> counts_;
  CharacterMatrix characters_;
  bool all_have_text_ = true;
};

}  // namespace errata::analyze
