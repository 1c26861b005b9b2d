// Inputs of the format ERRATA_FUZZ_FORMAT; where that is empty, of any kind, packed or not.
#include "fuzz/promises.hpp"
#include "fuzz/target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  errata::fuzz::read_as(ERRATA_FUZZ_FORMAT, errata::fuzz::as_text(data, size));
  return 0;
}
