// What an output may take the place of: nothing that errata did not write.
#pragma once

#include <filesystem>
#include <span>

namespace errata::app {

// An existing folder may be replaced when it is empty, or holds what errata writes there and
// nothing else: replacing takes away everything in it. These throw OutputError naming it otherwise.
void check_replaceable_report(const std::filesystem::path& folder);
void check_replaceable_raw(const std::filesystem::path& folder);

// An existing file may be replaced when it is empty or of the same schema, and none of `inputs`
// (files, or folders of files). These throw OutputError naming it otherwise, UsageError for an
// input.
void check_replaceable_evaluation(const std::filesystem::path& file,
                                  std::span<const std::filesystem::path> inputs);
void check_replaceable_analysis(const std::filesystem::path& file,
                                std::span<const std::filesystem::path> inputs);

}  // namespace errata::app
