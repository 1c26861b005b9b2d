// Classification in delimited text: one document a record, or two files that are joined.
#pragma once

#include <memory>
#include <string_view>

#include "normalize/intake.hpp"
#include "normalize/reader.hpp"

namespace errata::normalize {

bool is_csv(std::string_view head);
bool is_tsv(std::string_view head);

// Without a label separator a cell is one label as it stands (single_label), with one a set
// (multi_label) whose labels are trimmed; so is a list that was printed into a cell
// (printed_list.hpp). An empty predicted cell is a prediction of nothing. Throws InputError where
// cells print objects.
std::unique_ptr<Reader> read_csv(Intake& intake);
std::unique_ptr<Reader> read_tsv(Intake& intake);

}  // namespace errata::normalize
