// Rows of 0 and 1, as models compute with them, where sets of labels are expected.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace errata::normalize {

// Whether an item comes twice: a list of such numbers is a vector and no set of labels.
bool has_copies(std::vector<std::string> items);

class IndicatorVectors {
 public:
  // A list of whole numbers, in decimal, as it stands. An empty one counts too.
  void add(std::span<const std::string> numbers);

  // Throws InputError where every list of `file` holds nothing but 0 and 1, and all are of one
  // length over 1: no set of labels is meant then, and which label is which nobody knows.
  void check(std::string_view file) const;

 private:
  std::size_t length_ = 0;
  bool any_ = false, others_ = false;  // lists; some that are no such vectors
};

}  // namespace errata::normalize
