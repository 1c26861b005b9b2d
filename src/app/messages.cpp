#include "app/messages.hpp"

#include <iostream>

#include "core/error.hpp"

namespace errata::app {

void Messages::error(std::string_view what) const {
  std::cerr << "errata: " << what << '\n';
}

void Messages::say(std::string_view what) const {
  if (loudness_ != Loudness::quiet)
    std::cerr << what << '\n';
}

void Messages::detail(std::string_view what) const {
  if (loudness_ == Loudness::verbose)
    std::cerr << what << '\n';
}

void Messages::wrote(const std::filesystem::path& path) const {
  if (loudness_ == Loudness::quiet)
    return;
  std::cout << path.string() << std::endl;
  if (!std::cout)
    throw OutputError{"standard output: cannot be written"};
}

}  // namespace errata::app
