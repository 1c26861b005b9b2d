// Inputs that are nearly right.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace errata::fuzz {

// One of the seeds, changed in a few places; the same for the same numbers.
std::string mutated(const std::vector<std::string>& seeds, std::uint64_t seed, std::uint64_t run);

}  // namespace errata::fuzz
