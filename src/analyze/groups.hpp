// Labels that are confused with each other as a group, and what they would score as one label.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "analyze/gain.hpp"
#include "analyze/tally.hpp"
#include "model/analysis.hpp"
#include "model/document.hpp"
#include "model/label_set.hpp"

namespace errata::analyze {

// Labels of one group, by name.
struct GroupedLabels {
  std::vector<model::LabelId> labels;
  double confusability = 0;
};

// Confusability of two labels: s = (c_ij + c_ji) / (c_ii + c_jj + c_ij + c_ji), c_ii being the
// items with the right label whatever their span. What counts is the lower end of Wilson's interval
// (1927) at 95 %, its sample divided by the mean number of such items in a document that has them
// (design effect); 0 below `least_items` in `least_documents`. Parts join while the mean over all
// pairs across them (average linkage, Sokal and Michener 1958) is the greatest and above
// `group_confusability`.
double confusability(const Tally& tally, model::LabelId first, model::LabelId second);

// Groups of `group_labels` and more, of the `group_links` most confusable pairs.
std::vector<GroupedLabels> confusable_groups(const Tally& tally, const model::LabelSet& labels);

// Exact scores if all labels of a group were one: places that have several of them are recounted in
// pass 2, duplicates that arise being collapsed.
class Groups {
 public:
  Groups(const Tally& tally, const model::LabelSet& labels);

  void add(const model::Document& document);
  // Most items first.
  std::vector<model::LabelGroup> finish() const;

 private:
  struct Item {
    std::size_t group;
    std::uint32_t begin, end;
    model::LabelId label;
    bool is_gold;

    auto operator<=>(const Item&) const = default;
  };
  void collect(const std::vector<model::Annotation>& annotations, bool is_gold);
  void count_place(std::size_t from, std::size_t to);

  const Tally& tally_;
  const model::LabelSet& labels_;
  std::vector<GroupedLabels> groups_;
  std::vector<std::optional<std::size_t>> group_of_;  // by label
  std::vector<MergeEffect> effects_;                  // by group
  std::vector<Item> items_;                           // of the document at hand
};

}  // namespace errata::analyze
