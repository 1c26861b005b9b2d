// Which labelled item was met by which predicted one, within a document.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analyze/overlap_tree.hpp"
#include "model/analysis.hpp"
#include "model/document.hpp"
#include "model/task.hpp"

namespace errata::analyze {

// Indexes into the document's gold and predicted, `no_item` where the class has no such side.
inline constexpr std::uint32_t no_item = 0xFFFFFFFF;
struct Match {
  model::ErrorClass kind = model::ErrorClass::correct;
  std::uint32_t gold = no_item;
  std::uint32_t predicted = no_item;

  bool operator==(const Match&) const = default;
};

// As model::is_error() has it.
inline bool is_error(const Match& match) {
  return model::is_error(match.kind, match.gold != no_item);
}

// Every gold and every predicted item is in exactly one Match. Gold ones first, in their order,
// then the predicted ones that met none.
//
// Entities, any unit of offsets: five steps, each over what the steps before it left:
//   correct            same span, same label
//   type               same span, other label
//   boundary           spans overlap, same label
//   type_and_boundary  spans overlap, other label
//   missed, spurious   what is left of gold, of predicted
// Within a step the pair with the greatest intersection over union (in code points where there is
// text, compared exactly) goes first; ties go to the earlier gold, then the earlier predicted item.
// n spans cost O(n log n) and O(n)
// memory however many of them overlap: see OverlapTree for what a hostile document may cost.
//
// Classification: labels in both are correct; missing and extra labels of one document are `type`,
// paired in order as far as they go, the longer side's rest standing alone; missing labels without
// extra ones are missed, extra without missing spurious.
class Matcher {
 public:
  explicit Matcher(model::Task task) : task_{task} {}

  // Valid until the next call; buffers are reused.
  const std::vector<Match>& match(const model::Document& document);

 private:
  void pair_spans(const model::Document& document);
  void pair_equal_spans(const model::Document& document, bool same_label);
  void pair_overlaps(const model::Document& document);
  void pair_labels(const model::Document& document);
  void measure_in_code_points(const model::Document& document);
  void pair_within_labels();
  void pair_best(model::ErrorClass kind, std::span<const std::uint32_t> gold,
                 std::span<const std::uint32_t> predicted);
  void follow(model::ErrorClass kind, std::uint32_t gold);
  void collect_free();
  void take(model::ErrorClass kind, std::uint32_t gold, std::uint32_t predicted);
  void collect();

  model::Task task_;
  std::vector<Match> matches_;
  std::vector<Match> by_gold_;
  std::vector<bool> taken_;  // predicted items
  std::vector<std::uint32_t> free_gold_, free_predicted_;
  std::vector<model::Annotation> gold_spans_, predicted_spans_;  // as overlaps are measured
  OverlapTree gold_tree_, predicted_tree_;
  std::vector<std::uint32_t> chain_;  // gold, predicted, gold, ...: each the best of the one before
};

// A document's predictions with what became of them.
struct Judged {
  const model::Document& document;
  const std::vector<Match>& matches;
};

}  // namespace errata::analyze
