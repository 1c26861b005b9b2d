// The folder of one run of one model: reports/<model>/<run id>, complete or not there. Until then
// it is reports/<model>/.<run id>.partial.
#pragma once

#include <filesystem>
#include <string>

#include "core/files.hpp"

namespace errata::app {

// What becomes of the unfinished folders of earlier runs.
enum class Leftovers {
  take_over,  // the newest with a checkpoint in raw/ is gone on with, all others are removed
  remove,
  leave,  // this run fetches nothing, another may go on
};

class RunFolder {
 public:
  // Under the lock of `output`, so that every unfinished folder there is nobody's. Where the run id
  // is taken, "-2" and so on is put behind it.
  RunFolder(const std::filesystem::path& output, const std::string& model,
            const std::string& run_id, Leftovers leftovers = Leftovers::take_over);

  const std::filesystem::path& path() const { return folder_.path(); }  // to write into
  const std::filesystem::path& final_path() const { return final_; }
  std::filesystem::path raw() const { return path() / "raw"; }

  // Shows the folder under its name and points `latest` at it.
  void publish();

  // For a run that failed: keeps raw/ where the next run can go on from it.
  void keep_checkpoint();

 private:
  std::filesystem::path final_;
  OutputFolder folder_;
};

}  // namespace errata::app
