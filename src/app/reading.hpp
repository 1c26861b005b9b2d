// The normalize stage, with faults in the words of whoever named the files.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "model/test_set.hpp"
#include "normalize/normalize.hpp"

namespace errata::app {

// normalize::normalize(). Its faults name a file by the path that was given, and say so where it
// is of another format than the first.
model::TestSet read_files(const normalize::Options& input, const std::filesystem::path& to);

// The same for a model of `config`: paths are relative to the folder of the config where they are
// below it, and an option that a fault names is said to be a key.
model::TestSet read_files_of(const std::filesystem::path& config, const normalize::Options& input,
                             const std::filesystem::path& to);

// "; in nightly.ini that is written task = …" for a message that names the option --task, and so
// on; empty for one that names none.
std::string keys_for(std::string_view said, const std::filesystem::path& config);

}  // namespace errata::app
