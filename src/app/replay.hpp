// Going through a finished run again from the bytes that it fetched.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/config.hpp"

namespace errata::app {

// The models of `section` that `run` names: a run id below the config's output ("latest" is one),
// or the path of a run folder. A section that means several is what was fetched for it then, as it
// was called; the folders tell. Throws InputError where there is none.
std::vector<ModelConfig> find_replayed(const Config& config, const ModelConfig& section,
                                       const std::string& run);

// The folder of the run of `model` that `run` names. Throws InputError where there is none with a
// complete raw/, or where that was fetched for something that the model does not mean.
std::filesystem::path find_run(const Config& config, const ModelConfig& model,
                               const std::string& run);

// The raw/ of the run at `from` also as `to`, by links where the file system has them: both stay
// complete whatever becomes of the other. A journal is not part of it. Throws OutputError.
void share_raw(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace errata::app
