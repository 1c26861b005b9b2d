// Lines for people on standard error, paths of what was written on standard output.
#pragma once

#include <filesystem>
#include <string_view>

namespace errata::app {

enum class Loudness { quiet, normal, verbose };

class Messages {
 public:
  explicit Messages(Loudness loudness) : loudness_{loudness} {}

  void error(std::string_view what) const;   // "errata: what", always
  void say(std::string_view what) const;     // unless quiet
  void detail(std::string_view what) const;  // with --verbose

  // The path of an output, to standard output, unless quiet. Throws OutputError where that cannot
  // be written.
  void wrote(const std::filesystem::path& path) const;

 private:
  Loudness loudness_;
};

}  // namespace errata::app
