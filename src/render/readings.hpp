// What a file of a report says, without the syntax that it is written in.
#pragma once

#include <filesystem>
#include <functional>
#include <string_view>

namespace errata::render {

// Calls `piece` with all that is written in the file, by its ending: of .html and .md as it stands
// and without tags, with references resolved (elements that begin a new block stand as `run_end`);
// of .json and .jsonl each string; of any other each line. Throws InputError where it cannot be
// read.
void each_piece(const std::filesystem::path& file,
                const std::function<void(std::string_view piece)>& piece);

}  // namespace errata::render
