// From what the user names to the files that are read.
#pragma once

#include <filesystem>

#include "normalize/intake.hpp"

namespace errata::normalize {

// Files of the options, or of the index of a raw folder, into intake.inputs, with their digests as
// provenance. Standard input ("-") is first copied to a hidden file beside `to`, the output.
// Throws UsageError for a combination that makes no sense, InputError for a file that cannot be
// read or is not what the index says, OutputError naming `to` for the copy.
void find_inputs(Intake& intake, const std::filesystem::path& to);

// A file by its digest, of the bytes as they lie there. Throws InputError where it cannot be read,
// or is not what file.sha256 promises.
model::Input describe(const InputFile& file);

// Whether `name` stays below the folder that it is looked up in: not empty, no leading "/", no
// "..", no NUL.
bool is_safe_below(std::string_view name);

}  // namespace errata::normalize
