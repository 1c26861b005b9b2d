// Counts in formulas.
#pragma once

#include <concepts>

namespace errata::analyze {

// Exact up to 2^53.
template <std::integral Count>
constexpr double real(Count count) {
  return static_cast<double>(count);
}

}  // namespace errata::analyze
