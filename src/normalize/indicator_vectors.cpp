#include "normalize/indicator_vectors.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/text.hpp"

namespace errata::normalize {

bool has_copies(std::vector<std::string> items) {
  std::ranges::sort(items);
  return std::ranges::adjacent_find(items) != items.end();
}

void IndicatorVectors::add(std::span<const std::string> numbers) {
  const auto is_indicator = [](const std::string& number) {
    return number == "0" || number == "1";
  };
  if (!any_)
    length_ = numbers.size();
  any_ = true;
  others_ = others_ || numbers.size() != length_ || length_ < 2 ||
            !std::ranges::all_of(numbers, is_indicator);
}

void IndicatorVectors::check(std::string_view file) const {
  if (any_ && !others_)
    throw InputError{printable(file) + ": its lists are indicator vectors (" +
                     std::to_string(length_) +
                     " times 0 or 1), no sets of labels; write the names of the labels that are 1, "
                     "as inverse_transform of scikit-learn's MultiLabelBinarizer does"};
}

}  // namespace errata::normalize
