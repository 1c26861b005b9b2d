// The folder of one run of one model: reports/<model>/<run id>, complete or not there.
#pragma once

#include <filesystem>
#include <string>

#include "core/files.hpp"

namespace errata::app {

class RunFolder {
 public:
  // Under the lock of `output`. Removes what a killed run left. Where the run id is taken, "-2" and
  // so on is put behind it.
  RunFolder(const std::filesystem::path& output, const std::string& model,
            const std::string& run_id);

  const std::filesystem::path& path() const { return folder_.path(); }  // to write into
  const std::filesystem::path& final_path() const { return final_; }

  // Shows the folder under its name and points `latest` at it.
  void publish();

 private:
  std::filesystem::path final_;
  OutputFolder folder_;
};

// An existing folder may be replaced when it is empty, or holds what errata writes there and
// nothing else: replacing takes away everything in it. These throw OutputError naming it otherwise.
void check_replaceable_report(const std::filesystem::path& folder);
void check_replaceable_raw(const std::filesystem::path& folder);

}  // namespace errata::app
