// The labels of two evaluations as one set.
#pragma once

#include <vector>

#include "model/document.hpp"
#include "model/label_set.hpp"

namespace errata::analyze {

// By name, so that the order of neither side shows.
class CommonLabels {
 public:
  CommonLabels(const model::LabelSet& before, const model::LabelSet& after);

  const model::LabelSet& set() const { return set_; }
  bool is_of_after(model::LabelId common) const { return is_of_after_[common]; }

  // Annotations of a side with the numbers of the common set, in the order of these.
  void translate_before(const std::vector<model::Annotation>& from,
                        std::vector<model::Annotation>& to) const;
  void translate_after(const std::vector<model::Annotation>& from,
                       std::vector<model::Annotation>& to) const;

 private:
  std::vector<model::LabelId> ids_of(const model::LabelSet& labels) const;

  model::LabelSet set_;
  std::vector<model::LabelId> of_before_, of_after_;
  std::vector<bool> is_of_after_;  // by number of the common set
};

}  // namespace errata::analyze
