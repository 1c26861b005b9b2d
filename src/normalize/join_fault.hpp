// Two files that do not belong together.
#pragma once

#include <cstdint>
#include <string_view>

#include "normalize/intake.hpp"

namespace errata::normalize {

// How many `noun`s each of the two files has.
struct JoinCounts {
  std::uint64_t gold = 0, predicted = 0;
};

// Throws InputError "PREDICTED: cannot be joined with GOLD: 1,228 gold against 1,240 predicted
// sentences" and what more is to be said.
[[noreturn]] void fail_counts(const InputFile& gold, const InputFile& predicted, JoinCounts counts,
                              std::string_view noun, std::string_view more = {});

}  // namespace errata::normalize
