#include "normalize/label_cells.hpp"

#include <algorithm>
#include <set>

#include "core/text.hpp"
#include "normalize/printed_list.hpp"

namespace errata::normalize {

std::string_view LabelCells::read(std::string_view gold, std::string_view predicted,
                                  model::Document& document) {
  note_separators(gold, predicted);
  is_prediction_ = false;
  if (const auto fault = read(gold, document.gold); !fault.empty())
    return fault;
  is_prediction_ = true;
  return read(predicted, document.predicted);
}

// Empty, or why the cell is no label and no set.
std::string_view LabelCells::read(std::string_view cell, std::vector<model::Annotation>& into) {
  into.clear();
  const auto printed = read_printed(cell, printed_);
  if (printed == Printed::labels || printed == Printed::broken)
    vectors_.add(printed_);
  switch (printed) {
    case Printed::nothing:
      read_plain(cell, into);
      return {};
    case Printed::objects:
      return "an object printed into a cell, where a label is expected";
    case Printed::broken:
      return "a printed list that is cut short or no set of labels";
    case Printed::labels:
      break;
  }
  if (intake_.wants_a_label() && !are_printed_)
    return "a printed list, where the cells before are one label each";
  for (const auto& label : printed_)
    if (!trimmed(label).empty())
      into.push_back({.label = labels_.id(trimmed(label))});
  return {};
}

void LabelCells::read_plain(std::string_view cell, std::vector<model::Annotation>& into) {
  if (separator().empty()) {
    if (const auto label = trimmed(cell); !label.empty())
      into.push_back({.label = labels_.id(label)});
    return;
  }
  for (std::size_t begin = 0; begin <= cell.size();) {
    const auto end = std::min(cell.find(separator(), begin), cell.size());
    if (const auto label = trimmed(cell.substr(begin, end - begin)); !label.empty())
      into.push_back({.label = labels_.id(label)});
    begin = end + separator().size();
  }
}

void LabelCells::note_separators(std::string_view gold, std::string_view predicted) {
  for (std::size_t i = 0; i < separators.size(); ++i) {
    in_gold_[i] |= gold.find(separators[i]) != std::string_view::npos;
    in_predicted_[i] |= predicted.find(separators[i]) != std::string_view::npos;
  }
}

// What stands in labels of both sides and cuts them into parts that other labels have too; NUL for
// nothing. A name with a comma in it is no set.
char LabelCells::likely_separator() const {
  for (std::size_t i = 0; i < separators.size(); ++i) {
    if (!in_gold_[i] || !in_predicted_[i])
      continue;
    std::set<std::string_view> parts;
    for (const auto& label : intake_.labels.names())
      for (const auto part : split(label, separators[i]))
        if (!trimmed(part).empty() && !parts.insert(trimmed(part)).second)
          return separators[i];
  }
  return '\0';
}

void LabelCells::hint_at_sets() {
  if (are_sets() || intake_.options.task)
    return;
  if (const auto separator = likely_separator(); separator != '\0')
    intake_.advise(
        std::string{"labels with '"} + separator +
        "' are read as one label each; if a cell holds several, give --label-separator '" +
        separator + "'");
}

}  // namespace errata::normalize
