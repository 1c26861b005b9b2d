// Lines for people on standard error, paths of what was written on standard output.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "fetch/known_secrets.hpp"

namespace errata::app {

enum class Loudness { quiet, normal, verbose };

class Messages {
 public:
  // What `secrets` knows is taken out of every line.
  explicit Messages(Loudness loudness, const fetch::KnownSecrets* secrets = nullptr)
      : loudness_{loudness}, secrets_{secrets} {}

  void error(std::string_view what) const;   // "errata: what", always
  void say(std::string_view what) const;     // unless quiet
  void detail(std::string_view what) const;  // with --verbose

  // The path of an output, to standard output, unless quiet. Throws OutputError where that cannot
  // be written.
  void wrote(const std::filesystem::path& path) const;

 private:
  std::string clean(std::string_view what) const;

  Loudness loudness_;
  const fetch::KnownSecrets* secrets_;
};

}  // namespace errata::app
