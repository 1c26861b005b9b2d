// What a process that died has left in a folder.
#pragma once

#include <filesystem>
#include <string>

namespace errata::app {

// Whether `name` is ".errata-<process>-….partial" or ".old" of a process that is gone.
bool is_leftover(const std::string& name);

// Removes all of these from `folder`.
void remove_leftovers(const std::filesystem::path& folder);

// Whether `name` is ".….partial": what is written there is not done.
bool is_unfinished(const std::string& name);

// Removes what unfinished fetches have left below `output`, which is locked, and nobody goes on
// with any more: whatever the models were called, of runs and of `errata fetch`.
void remove_old_checkpoints(const std::filesystem::path& output);

// Whether what an unfinished fetch has left in `raw` is worth it, and recent enough.
bool may_be_gone_on_with(const std::filesystem::path& raw);

}  // namespace errata::app
