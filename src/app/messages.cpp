#include "app/messages.hpp"

#include <iostream>

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

}  // namespace errata::app
