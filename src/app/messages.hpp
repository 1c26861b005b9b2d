// Lines on standard error.
#pragma once

#include <string_view>

namespace errata::app {

enum class Loudness { quiet, normal, verbose };

class Messages {
 public:
  explicit Messages(Loudness loudness) : loudness_{loudness} {}

  void error(std::string_view what) const;   // "errata: what", always
  void say(std::string_view what) const;     // unless quiet
  void detail(std::string_view what) const;  // with --verbose

 private:
  Loudness loudness_;
};

}  // namespace errata::app
