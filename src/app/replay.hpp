// Going through a finished run again from the bytes that it fetched.
#pragma once

#include <filesystem>
#include <string>

#include "app/config.hpp"

namespace errata::app {

// The folder of the run of `model` that `run` names: a run id below the config's output ("latest"
// is one), or the path of a run folder. Throws InputError where there is none with a complete raw/.
std::filesystem::path find_run(const Config& config, const ModelConfig& model,
                               const std::string& run);

// The raw/ of the run at `from` also as `to`, by links where the file system has them: both stay
// complete whatever becomes of the other. Throws OutputError.
void share_raw(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace errata::app
