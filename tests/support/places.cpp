#include "support/places.hpp"

#include <cstdlib>

namespace errata::test {

std::filesystem::path source_folder() {
  return ERRATA_SOURCE_DIR;
}

std::filesystem::path test_data() {
  return source_folder() / "tests/data";
}

std::filesystem::path shared_folder() {
  const char* const named = std::getenv("ERRATA_SHARED");
  return named != nullptr ? std::filesystem::path{named} : source_folder() / "../shared";
}

}  // namespace errata::test
