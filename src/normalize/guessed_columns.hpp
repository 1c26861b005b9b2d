// Labels of two columns that nobody named. A text beside a label, or tags of another kind, would be
// labels that never meet, and a score of 0.
#pragma once

#include <vector>

#include "model/document.hpp"

namespace errata::normalize {

class GuessedColumns {
 public:
  void add(const model::Document& document);

  // Whether the columns have some labels, and none of them in common.
  bool have_no_label_in_common() const;

  // Whether each of the columns has a label.
  bool have_labels() const;

 private:
  void note(const std::vector<model::Annotation>& side, unsigned char bit);

  std::vector<unsigned char> sides_;  // of each label: bit 0 for gold, bit 1 for predicted
};

}  // namespace errata::normalize
