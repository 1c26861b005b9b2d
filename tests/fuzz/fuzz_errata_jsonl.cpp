#include "fuzz/promises.hpp"
#include "fuzz/target.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  errata::fuzz::read_as("errata-jsonl", errata::fuzz::as_text(data, size));
  return 0;
}
