// What errata's own files are, told by their beginning, so that a stage that is given the file of
// another can say which command takes it.
#pragma once

#include <filesystem>
#include <string>

namespace errata::app {

// Standard input is not looked at, and a file that cannot be read passes: its reader says why.

// Whether the file begins as an evaluation.jsonl of errata's.
bool is_evaluation(const std::filesystem::path& file);

// Throws InputError where the file, which messages call `name`, is not an evaluation or not an
// analysis: it says what it is instead, and what to do with it.
void check_is_evaluation(const std::filesystem::path& file, const std::string& name);
void check_is_analysis(const std::filesystem::path& file, const std::string& name);

// Throws InputError for a file of errata's that holds no predictions.
void check_is_input(const std::filesystem::path& file);

// Throws UsageError for a file of errata's that is no config.
void check_is_config(const std::filesystem::path& file);

}  // namespace errata::app
