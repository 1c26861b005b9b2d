// Files of any kind, packed or not, whose format nobody names.
#include "fuzz/promises.hpp"
#include "fuzz/target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  errata::fuzz::read_as("", errata::fuzz::as_text(data, size));
  return 0;
}
