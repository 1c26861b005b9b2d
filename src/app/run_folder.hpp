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

}  // namespace errata::app
