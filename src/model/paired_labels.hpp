// How many labels are paired with each other.
#pragma once

#include <cstddef>

namespace errata::model {

// Multi-label: in a document with more labels, gold and predicted together, missing ones are not
// held against extra ones one by one, as pairs grow with the square.
inline constexpr std::size_t most_paired_labels = 256;

}  // namespace errata::model
