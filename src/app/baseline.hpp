// What an evaluation is compared with: an earlier run, or files that somebody names.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "app/config.hpp"

namespace errata::app {

inline constexpr std::string_view previous_run = "previous";

// Whether a value of the key `baseline` names a run ("previous", or a run id) and no path.
bool names_run(std::string_view baseline);

// The evaluation.jsonl that `path` stands for: that of a run folder, that beside an analysis.json.
// Anything else stands for itself.
std::filesystem::path evaluation_of(const std::filesystem::path& path);

// How reports call it: a run by its id, a file by its name, an evaluation.jsonl by its folder where
// the path has one.
std::string name_of_baseline(const std::filesystem::path& path);

// The run folder or file that the model's key stands for. Nothing where it has none, or is the
// first run of a model whose baseline is the previous one. Throws InputError where it is not there.
std::optional<std::filesystem::path> find_baseline(const Config& config, const ModelConfig& model);

}  // namespace errata::app
