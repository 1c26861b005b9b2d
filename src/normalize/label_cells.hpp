// Cells of a table that hold labels: one, some between separators, or a printed list.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "model/document.hpp"
#include "normalize/indicator_vectors.hpp"
#include "normalize/intake.hpp"
#include "normalize/label_cache.hpp"

namespace errata::normalize {

class LabelCells {
 public:
  explicit LabelCells(Intake& intake) : intake_{intake}, labels_{intake.labels} {}

  // Whether lists are expected, as they were seen (printed_list.hpp).
  bool are_printed() const { return are_printed_; }
  void set_printed(bool are_printed) { are_printed_ = are_printed; }
  // Whether a cell may hold more than one label.
  bool are_sets() const { return are_printed_ || !separator().empty(); }

  // The labels of both cells into `document`. Empty, or why a cell is no label and no set;
  // `is_prediction` says which of the two it was.
  std::string_view read(std::string_view gold, std::string_view predicted,
                        model::Document& document);
  bool is_prediction() const { return is_prediction_; }

  // Behind the last record. Throws InputError where what was read of `file` were indicator vectors.
  void check_vectors(std::string_view file) const { vectors_.check(file); }

  // Behind the last record: says what to do where cells look like sets and were read as labels.
  void hint_at_sets();

 private:
  const std::string& separator() const { return intake_.options.label_separator; }
  std::string_view read(std::string_view cell, std::vector<model::Annotation>& into);
  void read_plain(std::string_view cell, std::vector<model::Annotation>& into);
  void note_separators(std::string_view gold, std::string_view predicted);
  char likely_separator() const;

  // What people put between the labels of a set.
  static constexpr std::array separators{';', '|', ','};

  Intake& intake_;
  LabelCache labels_;
  IndicatorVectors vectors_;
  std::vector<std::string> printed_;  // of the cell at hand
  std::array<bool, separators.size()> in_gold_{}, in_predicted_{};
  bool are_printed_ = false, is_prediction_ = false;
};

}  // namespace errata::normalize
